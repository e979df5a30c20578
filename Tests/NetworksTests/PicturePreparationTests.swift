import Foundation
import Tensors
import Testing

@testable import Networks

/// Pictures made into what enters a network, and the classes that come out.
@Suite struct PicturePreparationTests {
  private func picture(_ rows: Int, _ columns: Int, _ channels: Int = 3) -> Picture {
    Picture(
      rows: rows, columns: columns, channels: channels,
      (0..<rows * columns * channels).map { Float(($0 * 37) % 256) / 255 })
  }
  private func flat(_ rows: Int, _ columns: Int, _ color: [Float]) -> Picture {
    Picture(
      rows: rows, columns: columns, channels: color.count,
      (0..<rows * columns).flatMap { _ in color })
  }

  @Test func `a block gets the values as they are`() throws {
    let network = try Network("conv 3x3 2", on: Shape(5, 4, 3))
    let prepared: PreparedPicture<Double> = try network.prepared(picture(5, 4))
    #expect(prepared.x.shape == Shape(1, 5, 4, 3))
    #expect(prepared.x.elements.map { Float($0) } == picture(5, 4).values)
    #expect(prepared.words == "x is the picture, with values from 0 to 1.")
    let other: PreparedPicture<Double> = try network.prepared(picture(12, 9))
    #expect(other.words.contains("resized and cut to 5×4"))
  }

  @Test func `one channel is grey, three are coloured`() throws {
    let grey = try Network("conv 3x3 2", on: Shape(2, 2, 1))
    let mixed: PreparedPicture<Double> = try grey.prepared(flat(2, 2, [1, 0.5, 0]))
    #expect(abs(mixed.x.elements[0] - (0.299 + 0.587 * 0.5)) < 1e-6)
    let colored = try Network("conv 3x3 2", on: Shape(2, 2, 3))
    let spread: PreparedPicture<Double> = try colored.prepared(flat(2, 2, [0.25]))
    #expect(spread.x.elements == Array(repeating: 0.25, count: 12))
    let other = try Network("conv 3x3 2", on: Shape(2, 2, 4))
    #expect(throws: Misfit("a picture has 1 or 3 channels, but what enters here is 2×2×4")) {
      let _: PreparedPicture<Double> = try other.prepared(flat(2, 2, [0.25]))
    }
  }

  @Test func `a zoo's network gets ImageNet's normalisation`() throws {
    let text = """
      block basic(width)
        sum { conv 3x3 width, norm, relu, conv 3x3 width, norm | identity }
        relu
      block net
        input 28x28x3
        conv 7x7 4 stride: 2, norm, relu
        basic 4
        globalpool, dense 3
      """
    let network = try Network(text)
    #expect(network.isOfZoo)
    let prepared: PreparedPicture<Double> = try network.prepared(flat(50, 40, [0.5, 0.5, 0.5]))
    let wanted = [(0.5 - 0.485) / 0.229, (0.5 - 0.456) / 0.224, (0.5 - 0.406) / 0.225]
    #expect(prepared.x.shape == Shape(1, 28, 28, 3))
    for (x, y) in zip(prepared.x.elements.prefix(3), wanted) { #expect(abs(x - y) < 1e-5) }
    #expect(prepared.words.contains("shorter side resized to 32, the middle 28×28"))
  }

  @Test func `classes are ranked by their probability`() throws {
    let output = Tensor(Shape(1, 4), [0, 2, 2, 1.0])
    let ranking = Ranking(output, labels: try Labels("cat\ndog\r\nowl\nfox\n\n", classes: 4))
    #expect(ranking.entries.map(\.label) == ["dog", "owl", "fox", "cat"])
    #expect(abs(ranking.entries.map(\.probability).reduce(0, +) - 1) < 1e-12)
    let odds = ranking.entries[0].probability / ranking.entries[2].probability
    #expect(abs(odds - exp(1)) < 1e-12)
    #expect(Ranking(output, count: 2).entries.map(\.label) == ["class 1", "class 2"])
    #expect(
      throws: Misfit(
        "the labels have 3 lines, but the network has 4 classes; write one per line")
    ) { try Labels("a\nb\nc", classes: 4) }
  }
}
