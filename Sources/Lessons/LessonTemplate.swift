import Quiz
import Tensors

/// A small lesson that is complete: what `lesson new` writes for its author to change.
public struct LessonTemplate: Sendable {
  public let title: String
  public let number: Int

  /// Throws where nothing is left of the title that could be shown.
  public init(title: String, number: Int) throws(LessonError) {
    let words = title.harmless().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard words.contains(where: { $0.isLetter || $0.isNumber }) else {
      throw LessonError("a lesson needs a title with letters in it")
    }
    guard words.count <= Self.longestTitle else {
      throw LessonError("a title should not be longer than \(Self.longestTitle) characters")
    }
    self.title = words
    self.number = number
  }

  /// The next number in a folder where lessons may lie already.
  public static func number(in folder: String) -> Int {
    let course = try? Course(Folder(path: folder))
    return min((course?.chapters.map(\.front.number).max() ?? 0) + 1, 999)
  }

  /// The name of its file: `9-dense-blocks.md`.
  public var file: String { "\(number)-\(slug).md" }

  /// Its words in small letters with hyphens between them, for names.
  var slug: String {
    let words = Glossary.folded(title).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "lesson" : String(words.joined(separator: "-").prefix(40))
  }

  private static let longestTitle = 80

  /// The whole file.
  public var text: String {
    let quoted = "\"\(title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    return """
      ---
      number: \(number)
      title: \(quoted)
      question: What does a convolution with stride 2 do to the size of its input?
      points: 2
      lecture: My lecture
      ---

      # \(Self.escaped(title))

      Text between the headings is Markdown, and formulas such as $H' = \\lceil H / S \\rceil$ stand
      between dollar signs.

      ## Model answer

      ### The size

      With padding *same* and stride $S$, an image of $H \\times W$ becomes one of

      $$
      \\lceil H / S \\rceil \\times \\lceil W / S \\rceil
      $$

      ### The block

      ```block
      # a definition of this lesson alone
      block halving(width)
        conv 3x3 width stride: 2, norm, relu
      ```

      ```show
      diagram halving 8 on 8x8x4
      step halving 8 on 8x8x4 seed 7
      count halving 64 on 56x56x32
      ```

      ## Rubric

      ```rubric
      1  the size is divided by the stride and rounded up -> The size
      1  a convolution with stride 2 is drawn -> The block
      ```

      ## Quiz

      ```quiz
      - id: \(slug)-size
        kind: number
        ask: An image has {h} rows. How many has it after a convolution with stride {s}, padding same?
        values: { h: "7, 14, 15, 28", s: 2..3 }
        answer: ceil(h / s)
        mistakes:
          - answer: floor(h / s)
            mistake: rounded down
            why: Padding same adds what the last window lacks, so the size is rounded up.
      - id: \(slug)-shape
        kind: predict
        ask: What is the shape of the output of this convolution?
        block: "halving 16"
        on: 9x9x4
        at: conv1
      ```

      """
  }

  /// A title as Markdown that shows it letter by letter.
  private static func escaped(_ text: String) -> String {
    String(text.flatMap { "\\`*_{}[]<>()#+-.!|~$&".contains($0) ? ["\\", $0] : [$0] })
  }
}
