import Lessons
import Networks
import Screens
import Synchronization
import Tensors
import Testing

@testable import Views

/// A whole network in the explorer: its outline, its run beside the keys, and the way into a block.
@Suite struct NetworkViewTests {
  private static let small =
    "conv 3x3 4 stride: 2, norm, relu, maxpool 2x2 stride: 2, repeat 2 { basic 4 }, "
    + "basic 8 stride: 2, basic 8, globalpool, dense 5"

  private func opened(keepsJobs: Bool = true, _ screen: Screen = Screen(Size(80, 24))) throws
    -> Stage
  {
    var stage = try Stage(screen)
    stage.keepsJobs = keepsJobs
    try stage.openNetwork(Self.small + " on 16x16x3")
    return stage
  }
  private func lines(_ stage: Stage) -> [String] { stage.explorer.draw(in: stage.screen).lines }

  /// Runs the job that the stage has held back, or another, and tells what comes of it.
  private func perform(_ stage: inout Stage, steps: Int = .max, _ job: Job? = nil) throws {
    let job = try #require(job ?? stage.runningJobs[1])
    let collector = Collector()
    let last = job.run(in: collector.context())
    for news in collector.news.prefix(steps) { stage.explorer.receive(news, at: 1) }
    if steps >= collector.news.count { stage.explorer.receive(last, at: 1) }
  }

  @Test func `the first frame has everything but the times`() throws {
    let stage = try opened()
    #expect(Array(stage.runningJobs.keys) == [1])
    let lines = lines(stage)
    #expect(lines[0].contains("preparing"))
    #expect(lines[3].contains("stem") && lines[3].contains("8×8×4") && lines[3].contains("116"))
    #expect(lines[3].trimmedEnd.hasSuffix("…"))
    #expect(lines.contains { $0.contains("total") && $0.contains("2,") })
  }

  @Test func `times come as they are computed and keys stay live`() throws {
    var stage = try opened()
    // x and the three nodes of the stem
    try perform(&stage, steps: 4)
    #expect(lines(stage)[0].contains("forward, 3 of"))
    #expect(lines(stage)[3].trimmedEnd.hasSuffix("3.0"))
    #expect(lines(stage)[4].trimmedEnd.hasSuffix("…"))
    #expect(lines(stage)[22].contains("forward at pool; esc stops it"))
    try stage.press("down right")
    #expect(lines(stage)[4].hasPrefix("▸"))
    try perform(&stage)
    #expect(lines(stage)[0].contains("forward 3"))
    #expect(lines(stage)[22].contains("GFLOP/s"))
  }

  @Test func `Esc ends the run first and only then the view`() throws {
    var stage = try opened()
    let atFirst = stage.heldCount
    try perform(&stage, steps: 4)
    let job = stage.runningJobs[1]
    try stage.press("esc")
    #expect(stage.runningJobs.isEmpty)
    #expect(lines(stage)[0].contains("forward stopped at 3 of"))
    // its last word came too late
    try perform(&stage, job)
    #expect(lines(stage)[0].contains("forward stopped at 3 of"))
    try stage.press("r")
    #expect(stage.heldCount == atFirst + 1)
    try stage.press("esc esc")
    #expect(lines(stage)[0].contains("Blockwalk"))
  }

  @Test func `a job that nobody waits for ends at the next node`() throws {
    let stage = try opened()
    let collector = Collector(patience: 5)
    let last = try #require(stage.runningJobs[1]).run(in: collector.context())
    #expect(collector.news.count == 5)
    guard case .stopped = last else {
      Issue.record("it came to \(last)")
      return
    }
  }

  @Test func `a failure is said`() throws {
    var stage = try opened()
    stage.explorer.receive(.failed(Failure("It does not fit.")), at: 1)
    #expect(lines(stage)[0].contains("it could not be run"))
    #expect(lines(stage)[22].contains("It does not fit."))
  }

  @Test func `backward runs once the forward pass is whole`() throws {
    var stage = try opened()
    let atFirst = stage.heldCount
    try stage.press("b")
    #expect(stage.heldCount == atFirst)
    #expect(lines(stage).contains { $0.contains("needs the whole forward pass") })
    try perform(&stage)
    try stage.press("b")
    #expect(stage.heldCount == atFirst + 1)
    try perform(&stage)
    #expect(lines(stage)[0].contains("backward 3"))
    try stage.press("f")
    #expect(lines(stage)[0].contains("forward 3"))
    // what has been computed is not computed again
    try stage.press("b")
    #expect(stage.heldCount == atFirst + 1)
  }

  @Test(arguments: ["resnet50", "mobilenet_v2", "efficientnet_b0", "densenet121", small])
  func `the parts of each part are all of it`(name: String) throws {
    let network = try Network(name, library: Stage().library, on: Shape(64, 64, 3))
    let outline = NetworkOutline(network)
    func check(_ parts: [NetworkPart], are nodes: Range<Int>) {
      var next = nodes.lowerBound
      for part in parts {
        #expect(part.nodes.lowerBound == next)
        next = part.nodes.upperBound
        if !part.parts.isEmpty { check(part.parts, are: part.nodes) }
        let names = part.parts.map(\.name)
        #expect(Set(names).count == names.count, "\(names)")
      }
      #expect(next == nodes.upperBound)
    }
    check(outline.parts, are: 1..<network.graph.nodes.count)
  }

  @Test func `the outline opens and closes level by level`() throws {
    var outline = NetworkOutline(
      try Network(Self.small, library: Stage().library, on: Shape(16, 16, 3)))
    #expect(outline.rows.map(\.part.name) == ["stem", "pool", "conv2_x", "conv3_x", "head"])
    outline.choose(row: 2)
    outline.openChosen()
    outline.choose(row: 3)
    outline.openChosen()
    #expect(outline.rows.map(\.path.count) == [1, 1, 1, 2, 3, 3, 3, 3, 3, 3, 3, 2, 1, 1])
    outline.choose(row: 5)
    outline.closeChosen()
    #expect(outline.chosen == [2, 0])
    outline.closeChosen()
    #expect(outline.rows.count == 7)
    outline.toggleAll()
    #expect(outline.rows.allSatisfy { $0.part.parts.isEmpty || outline.open.contains($0.path) })
    outline.toggleAll()
    #expect(outline.rows.count == 5)
  }

  /// The blocks that can be stepped by themselves.
  private func whole() throws -> (OpenedNetwork, NetworkRun) {
    let library = try Stage().library
    let network = try Network(Self.small, library: library, on: Shape(16, 16, 3))
    let opened = OpenedNetwork(NetworkRequest(Self.small, on: Shape(16, 16, 3)), network) { [:] }
    guard case .network(let forward) = try NetworkRun.forward(opened).work(Collector().context()),
      case .network(let both) = try forward.backward(opened).work(Collector().context())
    else { throw Failure("it did not run") }
    return (opened, both)
  }

  @Test func `a block is stepped on the tensors that it had in the network`() throws {
    let library = try Stage().library
    let (opened, run) = try whole()
    let parts = NetworkOutline(opened.network).all.filter { $0.part.notation != nil }
    #expect(parts.count >= 6)
    for (_, name, part) in parts {
      let notation = try #require(part.notation)
      let enters = part.nodes.lowerBound - 1
      var request = WalkRequest(notation, on: opened.network.graph.nodes[enters].shape)
      request.excerpt = Excerpt(
        of: part.nodes, in: run, for: request, origin: name, definitions: nil)
      let trace = try Walk(request, library: library).trace
      let output = try #require(run.tensor(part.last, isBackward: false)).converted(to: Double.self)
      #expect(isClose(trace.forward.output, output, 1e-4), "\(name) forward")
      #expect(
        isClose(trace.gradients[trace.graph.output.index], try gradient(part.last, run), 1e-12),
        "\(name) dy")
      // where nothing else reads what enters, its gradient is the network's own
      if !opened.network.graph.isFork(enters) || part.kind == .block {
        #expect(isClose(trace.gradients[0], try gradient(enters, run), 1e-3), "\(name) backward")
      }
    }
  }

  @Test func `a changed block draws numbers of its own`() throws {
    let (opened, run) = try whole()
    let part = try #require(NetworkOutline(opened.network)[[2, 0]])
    var request = WalkRequest(try #require(part.notation), on: Shape(4, 4, 4))
    request.excerpt = Excerpt(of: part.nodes, in: run, for: request, origin: "", definitions: nil)
    let graph = try Network(request.notation, library: Stage().library, on: request.input).graph
    #expect(request.excerpt?.tensors(for: request, graph).isEmpty == false)
    var other = request
    other.seed = 8
    #expect(request.excerpt?.tensors(for: other, graph).isEmpty == true)
    let larger = try Network(request.notation, library: Stage().library, on: Shape(6, 6, 4)).graph
    #expect(request.excerpt?.tensors(for: request, larger).isEmpty == true)
  }

  private func gradient(_ node: Int, _ run: NetworkRun) throws -> Tensor<Double> {
    try #require(run.tensor(node, isBackward: true)).converted()
  }
  private func isClose(_ x: Tensor<Double>, _ y: Tensor<Double>, _ tolerance: Double) -> Bool {
    guard x.shape == y.shape else { return false }
    let largest = max(x.largestMagnitude, y.largestMagnitude)
    return zip(x.elements, y.elements).allSatisfy { abs($0 - $1) <= tolerance * largest }
  }

  @Test func `strips fill their width and name the chosen part`() {
    for width in [20, 55, 71] {
      for chosen in 0..<4 {
        let strip = PartStrip(
          names: ["stem", "pool", "stage 2", "head"], amounts: [3, 0, 11.5, 0.2], chosen: chosen,
          width: width)
        #expect(strip.columns.last?.upperBound == width)
        #expect(
          zip(strip.columns, strip.columns.dropFirst()).allSatisfy {
            $0.upperBound == $1.lowerBound
          })
        #expect(strip.labels().lines[0].contains("▸\(strip.names[chosen]) "))
      }
    }
  }

  @Test func `a count in a lesson, the palette and the list lead to networks`() throws {
    var stage = try Stage()
    stage.keepsJobs = true
    try stage.press("G up up up up up up enter")
    #expect(lines(stage)[0].contains("networks"))
    try stage.press("enter")
    #expect(lines(stage)[0].contains("resnet50 on 224×224×3"))
    try stage.press("esc esc esc")
    try stage.press(": n e t w o r k space r e s n e t 1 8 space o n space 3 2 x 3 2 x 3 enter")
    #expect(lines(stage)[0].contains("resnet18 on 32×32×3"))
    var reader = try Stage()
    reader.keepsJobs = true
    reader.ask(.read(lesson: 1))
    // it stands in the model answer
    try reader.press("a n enter")
    #expect(lines(reader)[0].contains("resnet50 on 224×224×3"))
    try reader.press("esc esc")
    #expect(lines(reader)[0].contains("1 ResNet"))
  }

  @Test func `a picture is a part, and its likeliest classes are told`() throws {
    var stage = try Stage()
    let folder = TemporaryFolder()
    let pixels = (0..<16 * 16 * 3).map { UInt8($0 * 7 % 256) }
    try folder.write(Array("P6 16 16 255\n".utf8) + pixels, to: "x.ppm")
    try folder.write(Array("ant\nbee\ncat\ndog\neel".utf8), to: "classes.txt")
    var request = NetworkRequest(Self.small, on: Shape(16, 16, 3))
    request.files = TensorFiles(input: folder.path + "/x.ppm")
    request.files.labels = folder.path + "/classes.txt"
    stage.ask(.open(request))
    #expect(lines(stage)[3].contains("x         the picture"))
    #expect(lines(stage)[21].contains("x is the picture with its shorter side resized to 18"))
    let percents = lines(stage)[15..<20].map { line in
      Double(line.split(separator: " ").dropLast(2).last ?? "") ?? -1
    }
    #expect(percents == percents.sorted(by: >) && abs(percents.reduce(0, +) - 100) < 0.5)
    try stage.press("z")
    #expect(lines(stage)[15].contains("total"))
    // the way back starts from the class that won
    try stage.press("b")
    #expect(lines(stage)[22].contains("backward from "))
    try stage.press("s")
    #expect(lines(stage)[22].contains("nothing to step"))
  }

  @Test func `no size and no key traps in a network`() throws {
    var random = SystemOfWalks(seed: 23)
    let keys = Binding.all.flatMap(\.keys).filter { $0 != .character("q") && $0 != .escape }
    var stage = try opened(keepsJobs: false)
    for round in 0..<300 {
      let screen = Screen(
        Size(random.below(200) + 1, random.below(60) + 1),
        colors: [.none, .many][random.below(2)], glyphs: [.unicode, .ascii][random.below(2)])
      stage.explorer.resize(to: screen)
      stage.press(keys[random.below(keys.count)])
      #expect(stage.explorer.draw(in: screen).size == screen.size, "round \(round)")
    }
  }
}

/// Listens to a job, until it has heard enough.
private final class Collector: Sendable {
  private let list = Mutex<[News]>([])
  private let patience: Int

  init(patience: Int = .max) { self.patience = patience }

  var news: [News] { list.withLock { $0 } }

  func context() -> JobContext {
    JobContext(
      report: { [self] finding in list.withLock { $0.append(.progress(finding)) } },
      isCancelled: { [self] in news.count >= patience }, wait: { _ in }, seconds: Stage.stopwatch())
  }
}
