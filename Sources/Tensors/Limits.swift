/// What the program refuses to take on, all in one place; each has its sentence where it is met.
public enum Limits {
  // What a text of the notation may ask for.

  /// Nodes of one graph: densenet121 has some 430, resnet152 some 520.
  public static let nodes = 20_000
  /// Rounds of a `repeat` or branches of an `each`.
  public static let repeats = 2_000
  /// Blocks within blocks, as written or as called.
  public static let nesting = 100
  /// Steps and terms of expressions that one expansion looks at, repeats included.
  public static let work = 400_000
  /// Characters of one text of the notation.
  public static let source = 200_000
  /// Elements of one tensor.
  public static let elements = 1 << 31
  /// Images of one batch.
  public static let images = 1 << 20
  /// A number of channels, of groups, a side: anything that an argument counts.
  public static let extent = 1 << 24
  /// A side of a kernel, a stride, a dilation.
  public static let window = 1 << 12
  /// Multiply-adds of one operation; so many nodes of them still add up without overflow.
  public static let multiplyAdds = 1 << 48

  // What is run while somebody waits for a key.

  /// Multiply-adds of a pass that is stepped: what is larger is not for the eye.
  public static let walkWork = 400_000_000
  /// Bytes of the tensors that a walk keeps.
  public static let walkMemory = 512 << 20
  /// Multiply-adds of all that is live on the page of a lesson.
  public static let pageWork = 400_000_000
  /// Multiply-adds that holding a whole gradient against central differences may take.
  public static let sweepWork = 1_000_000_000
  /// Numbers of one gradient that are held against central differences.
  public static let sweepNumbers = 1_024
  /// Multiply-adds of a block that a check of lessons runs.
  public static let lightWork = 20_000_000
  /// Bytes of its tensors.
  public static let lightMemory = 128 << 20

  /// Multiply-adds of a block that a quiz asks to build, its typical mistakes included.
  public static let askedWork = 4_000_000_000

  // Files and texts from outside.

  /// Bytes of a file that is given to a command.
  public static let fileBytes = 1 << 30
  /// Bytes of a log of answers: a million of them.
  public static let logBytes = 256 << 20
  /// Bytes of one answer in it.
  public static let logLineBytes = 16 << 20
  /// Bytes of a file of a folder of lessons.
  public static let folderFileBytes = 4 << 20
  /// Bytes of one lesson.
  public static let lessonBytes = 1 << 20
  /// Quotes within lists within quotes, or lists within lists of YAML.
  public static let pageNesting = 50
  /// Lines of a lesson's front matter.
  public static let frontMatterLines = 200
  /// Bytes of the header of a file of tensors.
  public static let tensorHeaderBytes = 100_000_000
  /// Nodes of an ONNX model.
  public static let modelNodes = 100_000
  /// Versions of ONNX's operators that are read.
  public static let modelVersions = 7...23
  /// Bytes of the head of an array of NumPy.
  public static let arrayHeadBytes = 1 << 20
  /// Axes of a tensor in a file.
  public static let tensorAxes = 8
  /// Characters that fit into the playground.
  public static let typedCharacters = 20_000
  /// Groups within groups of a formula in LaTeX.
  public static let formulaNesting = 40
  /// Objects and arrays within one another in the header of a file of tensors.
  public static let headerNesting = 8
  /// Characters of a formula that a quiz item states or a learner types.
  public static let formulaCharacters = 400
  /// Terms of all sums and products of such a formula.
  public static let formulaTerms = 10_000

  // Equations that learners type and that are run.

  /// Characters of one equation.
  public static let equationCharacters = 2_000
  /// Words and signs of one equation.
  public static let equationTokens = 1_000
  /// Brackets, sums and signs within one another.
  public static let equationNesting = 48
  /// Steps of arithmetic that an equation may take with one choice of sizes.
  public static let equationSteps = 500_000
  /// Numbers that one line of it may define.
  public static let equationElements = 20_000
  /// Instructions that an equation may be translated to.
  public static let equationInstructions = 20_000
}
