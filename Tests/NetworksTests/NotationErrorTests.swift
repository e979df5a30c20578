import Tensors
import Testing

@testable import Networks

/// The error of a text, on an input of 8×8×16.
private func error(_ source: String) throws -> NotationError {
  let library = try BlockLibrary.all()
  return try #require(throws: NotationError.self) { try Network(source, library: library) }
}

@Suite struct NotationErrorTests {
  @Test func `an error shows place, line, caret and the nearest word`() throws {
    let fault = try error("conv 1x1 4\nconv 3x3 64 strode: 2")
    #expect(
      fault.description == """
        line 2:13: conv does not take ‘strode’; did you mean ‘stride’?
          conv 3x3 64 strode: 2
                      ^~~~~~
        """)
  }

  @Test(arguments: [
    // characters and numbers
    ("conv 3×3 64", "‘×’ does not belong in the notation; did you mean ‘x’?"),
    (
      "if in = 3 { relu }",
      "‘=’ alone means nothing here; a label is written stride: 2, a comparison stride == 2."
    ),
    ("conv 3y3 4", "‘3y3’ is neither a number such as 64 or 0.8 nor a size such as 3x3."),
    ("conv 99999999999999999999 4", "‘99999999999999999999’ is too large."),
    ("norm eps: 1e999", "‘1e999’ is too large."),
    ("input 1x2x3x4", "a size has two or three numbers, not 4: 3x3 or 224x224x3."),
    // windows that find no room
    (
      "input 1x1x4, avgpool 2x2 stride: 2",
      "a window of 2×2 with padding same does not fit on the 1×1×4 that enters avgpool; a larger "
        + "map, a smaller kernel or padding: same_tf would fit."
    ),
    (
      "input 2x2x4, conv 3x3 4 padding: valid",
      "a window of 3×3 with padding valid does not fit on the 2×2×4 that enters conv; a larger "
        + "map, a smaller kernel, padding: same or padding: same_tf would fit."
    ),
    (
      "input 4x4x1, transposed 3x3 2 dilation: 2 padding: 1 output_padding: 2",
      "output_padding 2 must be below the stride 1 or the dilation 2, whichever is larger."
    ),
    (
      "input 4x4x1, transposed 3x3 2 dilation: 2 padding: valid output_padding: 1",
      "output_padding 1 is more than the padding takes away: no input would reach the last rows or "
        + "columns of 9×9."
    ),
    // steps
    ("bottelneck 4", "there is no operation or block ‘bottelneck’; did you mean ‘bottleneck’?"),
    ("Conv 3x3 4", "there is no operation or block ‘Conv’; did you mean ‘conv’?"),
    ("3x3 64", "a step begins with a keyword such as conv, not with ‘3x3’."),
    ("relu norm", "a comma or a new line is missing before ‘norm’."),
    ("resnet18 relu", "a comma or a new line is missing before ‘relu’."),
    ("sum { relu | norm } relu", "a comma or a new line is missing before ‘relu’."),
    ("relu, in", "a step begins with a keyword such as conv, not with ‘in’."),
    ("each 3 { relu }", "‘each’ makes the branches of a join, as in sum { each 4 { … } }."),
    (
      "sum { each 3 { relu }, norm }",
      "an ‘each’ is a branch by itself; ‘norm’ cannot follow it there."
    ),
    ("else { relu }", "‘else’ follows the ‘}’ of an ‘if’."),
    ("sum", "sum joins branches in braces: sum { … | … }."),
    (
      "smu { relu | norm }",
      "‘smu’ does not join branches; joins are sum, concat, scale; did you mean ‘sum’?"
    ),
    ("conv 3x3 4 { relu }", "only a join or a word such as ‘repeat’ is followed by braces."),
    ("relu, input 8x8x4", "‘input’ states the size of the input; it can only be the first step."),
    // braces
    ("sum { relu | norm", "this ‘{’ is never closed by a ‘}’."),
    ("relu }", "this ‘}’ closes nothing."),
    ("relu | norm", "‘|’ separates the branches of a join, and no join is open here."),
    (
      "repeat 2 { relu | norm }",
      "‘|’ separates the branches of a join, and these braces do not belong to one."
    ),
    ("repeat 2 relu", "‘{’ is expected here, not ‘relu’."),
    (
      "sum { relu\nblock a relu",
      "a definition cannot be inside braces; a ‘}’ may be missing before it."
    ),
    // arguments
    (
      "conv 3x3",
      "conv lacks ‘out’; it is written conv kernel out [stride: padding: dilation: groups: bias]."
    ),
    ("conv 3x3 4 5", "conv takes kernel and out without a label; ‘5’ is one too many."),
    ("conv 3x3 4 stride 2", "‘stride’ needs a colon and a value, as in stride: 2."),
    ("conv 3x3 4 bais", "conv does not take ‘bais’; did you mean ‘bias’?"),
    ("conv 3x3 4 bias bias", "‘bias’ is given twice."),
    ("conv 3x3 4 bias: 1", "‘bias’ has no value; write a colon after it."),
    (
      "conv 3x3 out: 4",
      "‘out’ of conv has no label; it is written conv kernel out [stride: padding: dilation: groups: bias]."
    ),
    ("conv 3x3 stride: 2 4", "‘4’ has no label, so it must come before those that have one."),
    ("conv 3x3 4 stride: 2 stride: 2", "‘stride’ is given twice."),
    (
      "conv 3x3 4 padding: vaild",
      "‘vaild’ is not a padding of conv; it takes same, valid, same_tf or a number from 0 to 4096; did you mean ‘valid’?"
    ),
    ("conv 3x3 0.5", "‘out’ of conv is a whole number from 1 to 16777216, not 0.5."),
    (
      "conv 0x3 4",
      "‘kernel’ of conv is a whole number or a size such as 3x3, from 1 to 4096, not 0×3."
    ),
    (
      "conv 3x3x3 4",
      "‘kernel’ of conv is a whole number or a size such as 3x3, from 1 to 4096, not 3×3×3."
    ),
    ("conv 3x3 4 stride: -1", "a negative number needs parentheses, such as (-1)."),
    ("norm eps: valid", "‘eps’ of norm is a number, not valid."),
    (
      "bottleneck",
      "bottleneck lacks ‘width’; it is defined as bottleneck(width, out: 4*width, stride: 1)."
    ),
    ("bottleneck 4 8", "bottleneck takes width without a label; ‘8’ is one too many."),
    ("bottleneck 4 stride 2", "‘stride’ needs a colon and a value, as in stride: 2."),
    ("bottleneck width: 4", "‘width’ of bottleneck has no default and is given without its name."),
    ("bottleneck 4 strid: 2", "bottleneck does not take ‘strid’; did you mean ‘stride’?"),
    ("resnet50 10", "resnet50 takes nothing without a label; ‘10’ is one too many."),
    // expressions
    ("conv 1x1 10/4", "/ must divide evenly: 10 / 4."),
    ("conv 1x1 4/0", "nothing can be divided by 0: 4 / 0."),
    ("norm eps: 0.5/0", "nothing can be divided by 0: 0.5 / 0.0."),
    ("conv 1x1 9223372036854775807+1", "9223372036854775807 + 1 is too large a number."),
    ("conv 1x1 9223372036854775807*2", "9223372036854775807 * 2 is too large a number."),
    (
      "conv 1x1 ((-9223372036854775807)-1)/(-1)", "−9223372036854775808 / −1 is too large a number."
    ),
    ("conv 1x1 1e308*10", "1e308 * 10.0 is too large a number."),
    ("conv 1x1 3x3+1", "3×3 and 1 cannot stand at the sides of ‘+’."),
    ("conv 1x1 4*widht", "‘widht’ is not defined here."),
    ("if 1 { relu }", "a comparison such as stride == 1 is expected here, not 1."),
    ("if 1 == not 2 == 2 { relu }", "‘not’ and what it negates need parentheses here."),
    ("conv 1x1 (4", "this ‘(’ is not closed before the end of the text."),
    ("conv 1x1 4*", "a number, a size or a name is expected here, not the end of the text."),
    ("repeat 1.5 { relu }", "a whole number from 0 is expected here, not 1.5."),
    ("sum { each 0 { relu } }", "a whole number from 1 is expected here, not 0."),
    ("repeat 2 as in { relu }", "‘in’ is a word of the notation and cannot be a name."),
    ("repeat 2 as i { repeat 2 as i { relu } }", "‘i’ already has a meaning here."),
    // definitions
    ("block conv(w) relu", "‘conv’ is an operation and cannot be the name of something else."),
    ("block a_ relu", "a name cannot end in ‘_’."),
    ("block grad relu", "‘grad’ is a word of the notation and cannot be a name."),
    ("block a(same) relu", "‘same’ is a word of the notation and cannot be a name."),
    ("block a(w, w) relu", "the parameter ‘w’ is there twice."),
    ("block a(w relu", "a comma or ‘)’ is expected here, not ‘relu’."),
    ("block 3 relu", "a definition needs a name here, not ‘3’."),
    ("block a relu\nblock a norm", "‘a’ is defined twice, the first time in line 1."),
    (
      "relu\nblock a relu",
      "a text holds either definitions or steps; steps cannot come before a definition."
    ),
    ("block a(w) conv 1x1 w", "a cannot be run without ‘w’; give it a default, such as w: 4."),
    ("block a(w: v, v: 1) conv 1x1 w", "‘v’ is not defined here."),
    // shapes and limits
    (
      "input 8x8, relu",
      "an input is rows, columns and channels, such as 8x8x16, or a number of channels, not 8×8."
    ),
    ("input in, relu", "‘in’ is not known until the size of the input is."),
    (
      "input 16777216x16777216x3, relu",
      "an input of 16777216×16777216×3 is out of range; every extent is at least 1 and the whole at most 2147483648 numbers."
    ),
    (
      "conv 4096x4096 16777216",
      "the weight of conv is 4096×4096×16×16777216, more numbers than a tensor may have."
    ),
    ("repeat 3000 { relu }", "3000 times is too many; at most 2000 is the most."),
    (
      "repeat 200 { repeat 200 { relu } }",
      "the network has more than 20000 operations here; repeat less."
    ),
    (
      "sum { each 2000 { repeat 20 { relu } } }",
      "the network has more than 20000 operations here; repeat less."
    ),
    (
      "repeat 2000 { repeat 2000 { repeat 2000 { } } }",
      "this repeats too often for the program to follow."
    ),
    (
      "sum { each 2000 { sum { each 2000 { } } } }",
      "this repeats too often for the program to follow."
    ),
  ])
  func `each fault has its sentence`(source: String, sentence: String) throws {
    let written = try error(source).sentence
    #expect(written == sentence)
  }

  @Test func `shapes that do not fit name the step, both shapes and the reason`() throws {
    let fault = try error("conv 1x1 4\nsum { conv 3x3 8 stride: 2 | identity }")
    #expect(fault.place == Place(line: 2, column: 1, length: 3))
    #expect(fault.sentence.contains("4×4×8"))
    #expect(fault.sentence.contains("8×8×4"))
  }

  @Test func `a fault within a called block is shown there and says who called`() throws {
    let fault = try error("globalpool\nresnet18")
    #expect(fault.origin == "resnet.block")
    #expect(fault.line.contains("conv 7x7 64 stride: 2"))
    #expect(fault.sentence.hasSuffix("in ‘resnet18’."))
    let library = try Library(texts: [
      ("lesson", "block outer(w) inner w, inner 2*w\nblock inner(w) conv 3x3 w groups: 4")
    ])
    let deep = try #require(throws: NotationError.self) {
      try Network("outer 6", library: library, on: Shape(4, 4, 3))
    }
    #expect(deep.place == Place(line: 2, column: 16, length: 20))
    #expect(deep.sentence.hasSuffix(", in ‘inner 6’, called from ‘outer 6’."))
  }

  @Test func `blocks that contain themselves are refused with the cycle`() throws {
    let fault = try error("block a b\nblock b sum { relu | c }\nblock c a")
    #expect(fault.message.hasPrefix("a block cannot contain itself: c → a → b → c"))
    #expect(try error("block a a").message == "a block cannot contain itself: a → a")
  }

  @Test func `calls that double at each level stop at the limits`() throws {
    let doubling = (1...60).map { "block d\($0) d\($0 - 1), d\($0 - 1)\n" }.joined()
    #expect(
      try error("block d0\n" + doubling).message.hasPrefix("this repeats too often for the program")
    )
  }

  @Test func `nesting is bounded however it comes about`() throws {
    let open = String(repeating: "sum{", count: 50_000)
    #expect(try error(open).message == "more than 100 levels of nested braces are too many")
    #expect(try error(String(repeating: "{", count: 100_000)).message.hasPrefix("a step begins"))
    let parentheses = String(repeating: "(", count: 90_000)
    #expect(
      try error("conv 1x1 " + parentheses).message
        == "more than 100 operators and parentheses in one expression are too many")
    let sum = [String](repeating: "1", count: 90_000).joined(separator: "+")
    #expect(try error("conv 1x1 " + sum).message.hasPrefix("more than 100 operators"))
    let choices = "if 1 == 2 { relu }" + String(repeating: " else if 1 == 2 { relu }", count: 8000)
    #expect(try Network(choices).graph.nodes.count == 1)
    let chain = (1...120).map { "block d\($0) d\($0 - 1)\n" }.joined()
    #expect(
      try error("block d0 relu\n" + chain).message.hasPrefix(
        "more than 100 levels of nested blocks are too many"))
    #expect(
      try error(String(repeating: "#", count: 200_001)).message
        == "the text is longer than 200000 characters")
  }

  @Test func `a library refuses bare steps and two of one name in one place`() throws {
    let steps = try #require(throws: NotationError.self) {
      try Library(texts: [("a.block", "relu")])
    }
    #expect(steps.description.hasPrefix("a.block:1:1: definitions are expected here"))
    let twice = try #require(throws: NotationError.self) {
      try Library(texts: [("a.block", "block a relu"), ("b.block", "\nblock a norm")])
    }
    #expect(
      twice.description.hasPrefix(
        "b.block:2:7: ‘a’ is defined twice, the first time in a.block, line 1."))
  }
}
