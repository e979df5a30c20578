import FileSystem
import Foundation
import Lessons
import Networks
import Study
import Tensors
import Testing

@testable import Views
@testable import Workshop

/// What comes of requests that need lessons, files and the engine.
@Suite struct WorkshopTests {
  private let household: Household

  init() throws { household = try Household() }

  @Test func `a lesson opens in the next program where it was left`() throws {
    let bookmark = try #require(Bookmark("12.3 open 1"))
    #expect(try household.workshop().carryOut(.remember(lesson: 8, bookmark)) == nil)
    let next = try household.workshop()
    guard case .lesson(let reading)? = try next.carryOut(.read(lesson: 8)) else {
      Issue.record("there is no lesson")
      return
    }
    #expect(reading.lesson.front.number == 8 && reading.bookmark == bookmark)
    guard case .lesson(let other)? = try next.carryOut(.read(lesson: 7)) else {
      Issue.record("there is no lesson")
      return
    }
    #expect(other.bookmark == Bookmark())
  }

  @Test func `a draft is there the next time, fitted or not`() throws {
    let workshop = try household.workshop()
    guard case .draft(let draft, let first?)? = try workshop.carryOut(.openPlayground),
      draft.text == BlockFolder.firstText
    else {
      Issue.record("the first text does not fit")
      return
    }
    #expect(first.graph.nodes.count > 5)
    for (text, fits) in [("conv 3x3 8, relu", true), ("conv 3x", false)] {
      _ = try workshop.carryOut(.keep(draft: Draft(text, edition: draft.edition)))
      guard
        case .draft(let kept, let network)? = try household.workshop().carryOut(.openPlayground),
        kept.text == text
      else {
        Issue.record("the draft is lost")
        return
      }
      #expect((network != nil) == fits)
    }
  }

  @Test func `a block is saved under its name, where one is told`() throws {
    let text = "block mine(width) conv 3x3 width"
    let outcome = try household.workshop().carryOut(.save(block: "mine", text: text))
    guard case .saved(.success(.saved(name: "mine", let place)))? = outcome else {
      Issue.record("it was not saved: \(outcome as Any)")
      return
    }
    #expect(place == household.path + "/data/mine.block")
    #expect(try household.text(of: "data/mine.block") == text)
  }

  @Test func `a block is saved over no other text unless that may go`() throws {
    let workshop = try household.workshop()
    func save(
      _ text: String, as name: String = "mine", over: String? = nil, anything: Bool = false
    ) throws -> BlockSaving? {
      let request = WorkshopRequest.save(block: name, text: text, over: over, anything: anything)
      guard case .saved(let result)? = try workshop.carryOut(request) else { return nil }
      return try result.get()
    }
    let place = household.path + "/data/mine.block"
    #expect(try save("relu") == .saved(name: "mine", place: place))
    #expect(try save("norm") == .taken(name: "mine", free: "mine-2"))
    #expect(try household.text(of: "data/mine.block") == "relu")
    // the same text, and one's own earlier one
    #expect(try save("relu") == .saved(name: "mine", place: place))
    #expect(try save("norm", over: "relu") == .saved(name: "mine", place: place))
    #expect(try save("relu6", as: "mine-2") != nil)
    #expect(try save("relu", over: "relu") == .taken(name: "mine", free: "mine-3"))
    #expect(try save("relu", anything: true) == .saved(name: "mine", place: place))
    // what is no text is never overwritten unasked
    try FileManager.default.removeItem(atPath: place)
    #expect(mkfifo(place, 0o600) == 0)
    #expect(try save("relu") == .taken(name: "mine", free: "mine-3"))
  }

  @Test func `what two windows type in the playground stands in both`() throws {
    let workshops = try [household.workshop(), household.workshop()]
    let drafts = try workshops.map { workshop -> Draft in
      guard case .draft(let draft, _)? = try workshop.carryOut(.openPlayground) else {
        throw Failure("there is no playground")
      }
      return draft
    }
    let text = drafts[0].text
    _ = try workshops[0].carryOut(.keep(draft: Draft("# one\n" + text, edition: 1)))
    guard
      case .merged(let merge)? = try workshops[1].carryOut(
        .keep(draft: Draft(text + "# two\n", edition: 1)))
    else {
      Issue.record("the other text is overwritten")
      return
    }
    let both = "# one\n" + text + "# two\n"
    #expect(merge.merged == both)
    #expect(try household.text(of: "data/playground.draft") == both)
    // the first one hears of it, and goes on typing meanwhile
    guard
      case .merged(let news)? = try workshops[0].carryOut(
        .news(draft: Draft("# one\n" + text, edition: 1)))
    else {
      Issue.record("there is no news")
      return
    }
    #expect(news.merged == both)
    _ = try workshops[0].carryOut(
      .keep(draft: Draft("# one, and\n" + text, edition: 1)))
    #expect(try household.text(of: "data/playground.draft") == "# one, and\n" + text + "# two\n")
  }

  @Test func `to look changes nothing`() throws {
    let workshop = try household.workshop(isRecording: false)
    let before = household.files
    _ = try workshop.carryOut(.keep(draft: Draft("relu", edition: 0)))
    _ = try workshop.carryOut(.save(block: "mine", text: "relu"))
    _ = try workshop.carryOut(.remember(lesson: 1, Bookmark()))
    _ = try workshop.carryOut(.study(.record(workshop.card("resnet-depth").answer("50"))))
    _ = try workshop.carryOut(.study(.exportLog))
    #expect(Set(household.files).subtracting(before).allSatisfy { $0.hasPrefix("state") })
    #expect(try household.workshop().examiner.record.answers().isEmpty)
  }

  @Test func `a lesson shows the block at its beginning, and steps it`() throws {
    let workshop = try household.workshop()
    guard case .preview(lesson: 1, let network?)? = try workshop.carryOut(.preview(lesson: 1)),
      case .walk(let request, let walk)? = try workshop.carryOut(.step(lesson: 1))
    else {
      Issue.record("there is no block")
      return
    }
    #expect(!network.graph.nodes.isEmpty)
    #expect(request.lesson == 1 && walk.steps.count > walk.graph.nodes.count)
  }

  @Test func `a block runs on the tensors of files`() throws {
    let x = Tensor(Shape(1, 2, 2, 1), [1, 2, 3, 4.0])
    try Files.write(Safetensors.write(["x": x]), to: household.path + "/x.safetensors")
    var request = WalkRequest("relu", on: Shape(2, 2, 1))
    request.files = TensorFiles(input: household.path + "/x.safetensors")
    guard case .walk(_, let walk)? = try household.workshop().carryOut(.run(request)) else {
      Issue.record("it was not run")
      return
    }
    #expect(walk.trace.forward.output.elements == [1, 2, 3, 4])
  }

  @Test func `two blocks are compared on one input, a network opens, a word is looked up`() throws {
    let workshop = try household.workshop()
    let (one, other) = (
      WalkRequest("basic 4", on: Shape(8, 8, 4)), WalkRequest("relu", on: Shape(8, 8, 4))
    )
    guard case .comparison? = try workshop.carryOut(.compare(CompareRequest(one, other))),
      case .network(let opened)? = try workshop.carryOut(.open(NetworkRequest("resnet18"))),
      case .glossary(let glossary, letters: "conv")? = try workshop.carryOut(.lookUp("conv"))
    else {
      Issue.record("something else came of it")
      return
    }
    #expect(opened.network.input == Shape(224, 224, 3))
    #expect(!glossary.terms(with: "conv").isEmpty)
  }

  @Test func `a text that is typed is fitted, or its fault is told`() throws {
    let workshop = try household.workshop()
    guard
      case .fitted("relu", .success(let network))? =
        try workshop.carryOut(.fit(text: "relu", on: Shape(4, 4, 2))),
      case .fitted("relu 3", .failure(let fault))? =
        try workshop.carryOut(.fit(text: "relu 3", on: Shape(4, 4, 2)))
    else {
      Issue.record("something else came of it")
      return
    }
    #expect(network.input == Shape(4, 4, 2) && fault.column == 5)
  }

  @Test(arguments: [
    (WorkshopRequest.read(lesson: 99), "there is no lesson 99"),
    (.run(WalkRequest("conv 3x3 64 strode: 2")), "did you mean"),
    (.open(NetworkRequest("resnet19")), "resnet1"),
    (.step(lesson: 99), "there is no lesson 99"),
  ])
  func `what cannot be done is said in a sentence`(
    request: WorkshopRequest, words: String
  ) throws {
    let workshop = try household.workshop()
    let failure = #expect(throws: Failure.self) { try workshop.carryOut(request) }
    #expect(failure?.sentence.contains(words) == true, "\(failure as Any)")
  }
}
