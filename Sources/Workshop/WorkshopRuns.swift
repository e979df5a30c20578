import Lessons
import Networks
import Tensors
import Views

extension Workshop {
  /// Runs a block with the definitions of its lesson before those of the library.
  ///
  /// `shared` are parameters that another walk lends.
  public func walk(
    _ request: WalkRequest, shared: (Graph) -> [String: Tensor<Double>] = { _ in [:] }
  ) throws -> Walk {
    let blocks = try library(of: request.lesson, under: request.excerpt?.definitions)
    var request = request
    request.input = try request.input ?? request.files.size(for: request.notation, library: blocks)
    return try Walk(request, library: blocks) { network in
      try request.files.tensors(for: network, mode: request.mode) { blocks }
        .merging(shared(network.graph)) { own, _ in own }
    }
  }

  /// Fits a network; its files are read once it runs.
  func open(_ request: NetworkRequest) throws -> OpenedNetwork {
    let blocks = try library(of: request.lesson)
    let (files, mode) = (request.files, request.mode)
    let network = try Network(
      request.notation, library: blocks,
      on: request.input ?? files.size(for: request.notation, library: blocks))
    try request.sight.check(network)
    let labels = try files.labels(for: network)
    let words = try files.words(for: network)
    let remarks = try files.remarks(on: network, mode: mode)
    return OpenedNetwork(request, network, labels: labels, words: words, remarks: remarks) {
      try files.tensors(for: network, mode: mode) { blocks }
    }
  }

  /// The definitions of a lesson, if there is one, before those of a text and the blocks of its pack.
  func library(of lesson: Int?, under definitions: String? = nil) throws -> Library {
    var base = lesson.map(library(for:)) ?? library
    if let definitions {
      base = try Library(texts: [(origin: "-", text: definitions)]).over(base)
    }
    return try lesson.map { try course.lesson($0).library(over: base) } ?? base
  }
}
