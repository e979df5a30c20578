import ArgumentParser
import Diagrams
import Lessons
import Networks
import Tensors
import Views
import Workshop

/// A place in a walk: what `@` shows in the stepper.
struct PlaceOptions: ParsableArguments {
  @Option(
    name: .customLong("at"),
    help: ArgumentHelp(
      "Step to open: conv2, loss, backward:conv2, gather:x or update:conv2.weight.",
      valueName: "step"))
  var step: StepName?
  @Option(
    help: ArgumentHelp(
      """
      Number to open there, such as 2,2 or dx:3,3,0; before the colon stands dx, dx:1, or a \
      quantity as ‘explain --of’ takes it.
      """, valueName: "cell"))
  var cell: WalkSight.Cell?
  @Option(
    help: ArgumentHelp(
      "How to see it: gather, scatter, zero-insertion or matrix.", valueName: "way"))
  var way: Way?
  @Option(help: ArgumentHelp("Running product or stamp, from 0.", valueName: "number"))
  var product: Int?
  @Option(help: ArgumentHelp("Tensor to show whole, such as conv1:0,2,3,1.", valueName: "cell"))
  var table: WalkSight.Cell?
  @Option(help: "Pane that has the keys: block, tensors, products or cells.")
  var pane: WalkSight.Pane?
  @Option(
    help: ArgumentHelp(
      """
      Numbers to give, such as input=ramp, weights=whole, gradient=1@0,2,0, x[0,1,1,0]=0.5 or \
      \"G=1 2 / 3 4\"; may be repeated.
      """, valueName: "numbers"))
  var set: [GivenNumbers] = []
  @Option(
    help: ArgumentHelp(
      "Number or name of the question whose lesson it belongs to.", valueName: "question"))
  var question: String?

  func validate() throws {
    if way != nil || product != nil, cell == nil {
      throw ValidationError("--way and --product go with --cell.")
    }
  }

  /// Adds the place to a request.
  func lead(_ request: inout WalkRequest, on console: Console, in sources: SourceOptions) throws {
    request.start = step
    var sight = WalkSight(cell: cell)
    (sight.way, sight.product, sight.table, sight.pane) = (way, product, table, pane)
    if sight != WalkSight() { request.sight = sight }
    for numbers in set { request.give(numbers) }
    if let question { request.lesson = try sources.question(called: question, on: console) }
  }
}

extension StepName: ExpressibleByArgument {
  public init?(argument: String) { self.init(address: argument) }
}
extension WalkSight.Cell: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
extension GivenNumbers: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
extension Way: ExpressibleByArgument {}
extension WalkSight.Pane: ExpressibleByArgument {}
