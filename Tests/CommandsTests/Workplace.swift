import Foundation
import Tensors

/// A folder with everything that a test of the command line may name, gone afterwards.
///
/// An argument that begins with `@` is a file of it: `@added.block`.
struct Workplace {
  let folder: URL

  static func with<T>(_ body: (Workplace) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let place = Workplace(folder: folder)
    try place.fill()
    return try body(place)
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Arguments with the paths of files in place of their names.
  func resolve(_ arguments: [String]) -> [String] {
    arguments.map { $0.hasPrefix("@") ? path(String($0.dropFirst())) : $0 }
  }

  /// What a file holds; nothing where there is none.
  func bytes(_ name: String) -> [UInt8]? {
    (try? Data(contentsOf: folder.appending(path: name))).map { Array($0) }
  }

  /// The home folder of the user, with settings that no option has.
  var environment: [String: String] { ["HOME": path("home")] }

  private func fill() throws {
    for (name, text) in Self.texts { try write(Array(text.utf8), to: name) }
    // one 2×2 image of one channel, and what fits a convolution of it
    let image = Shape(1, 2, 2, 1)
    let tensors: [String: Tensor<Double>] = [
      "x": Tensor(image, [1, 2, 3, 4]),
      "dy": Tensor(image, [1, 0, 0, 0]),
      "target": Tensor(image, [9, 9, 9, 9]),
      "conv1.weight": Tensor(Shape(1, 1, 1, 1), [5]),
    ]
    for (file, names) in [
      ("x", ["x"]), ("dy", ["dy"]), ("target", ["target"]), ("weights", ["conv1.weight"]),
    ] {
      let bytes = Safetensors.write(tensors.filter { names.contains($0.key) })
      try write(bytes, to: "\(file).safetensors")
    }
    // what others might have computed: right but for the input, and nearly right
    let right: Tensor<Double> = Tensor(image, [5, 10, 15, 20])
    let near: Tensor<Double> = Tensor(image, [5.5, 10, 15, 20])
    let nines: Tensor<Double> = Tensor(image, [9, 9, 9, 9])
    try write(Safetensors.write(["conv1": right, "x": nines]), to: "apart.safetensors")
    try write(Safetensors.write(["conv1": near]), to: "near.safetensors")
    try FileManager.default.copyItem(at: Self.model, to: folder.appending(path: "model.onnx"))
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  private static let model = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../ONNXTests/Fixtures/basic-traced.onnx").standardizedFileURL

  private static let texts = [
    "home/.config/blockwalk/config.yaml": "mouse: true\n",
    // another block of a name that the library has, and one that it has not
    "added.block": "block basic(width)\n  relu\n\nblock added\n  relu\n",
    "uses-added.block": "block twice\n  added, added\n",
    "using/blocks/uses-added.block": "block twice\n  added, added\n",
    "strided.block": "block strided\n  basic 4 stride: 2\n",
    "faulty/pack.yaml": "titel: A pack with a fault\n",
    "faulty.block": "block faulty\n  conv 3x3\n",
    "labels.txt": "cat\ndog\n",
    "lessons/blocks/added.block": "block basic(width)\n  relu\n\nblock added\n  relu\n",
    "lessons/terms.yaml": """
    - english: only
      czech: jen
      line: The only term of this glossary.

    """,
    "lessons/9-own.md": """
    ---
    number: 9
    title: The only lesson
    question: What is the only lesson?
    points: 1
    lecture: Convolutional networks II
    ---

    # The only lesson

    ## Model answer

    ### The answer

    This one.

    ## Rubric

    ```rubric
    1  it is this one -> The answer
    ```

    ## Quiz

    ```quiz
    - id: own-card
      kind: number
      ask: What is two and two?
      answer: 4
    - id: own-sum
      kind: number
      ask: What is {a} and two?
      values: { a: 1..50 }
      answer: a + 2
    ```

    """,
    "answers.jsonl": """
    {"card":"own-card","hinted":false,"id":"a","kind":"number","lesson":9,"mistakes":"",\
    "points":1,"rating":3,"reply":"4","seconds":5,"seed":1,"session":"quiz","share":1,\
    "time":1764000000}

    """,
  ]
}
