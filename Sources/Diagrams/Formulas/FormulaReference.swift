extension Formula {
  /// The commands that stand for one symbol, in order, without their backslash.
  public static var symbolCommands: [String] { Symbols.commands.keys.sorted() }
  /// The commands that take arguments or stand around others.
  public static var otherCommands: [String] {
    Set(FormulaParser.known).subtracting(Symbols.commands.keys).sorted()
  }
}
