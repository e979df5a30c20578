import Networks
import Tensors
import Testing

@testable import Training

/// What is learnt from.
@Suite struct DataTests {
  @Test func `examples of a file enter as they are`() throws {
    let bytes = Safetensors.write([
      "x": Tensor<Double>(Shape(3, 2), [1, 2, 3, 4, 5, 6]), "labels": Tensor([0, 2, 1]),
    ])
    let data: Dataset<Double> = try TensorFileData.read(bytes, name: "file")
    #expect(data.count == 3 && data.input == Shape(2) && data.output == Shape(3))
    #expect(data.examples([2, 0]).elements == [5, 6, 1, 2])
    #expect(data.targets([1]).elements == [0, 0, 1])
    #expect(try data.holding(1).training == 0..<2)
  }

  @Test func `targets may be of any shape`() throws {
    let bytes = Safetensors.write([
      "x": Tensor<Double>(Shape(2, 1), [1, 2]), "targets": Tensor(Shape(2, 1), [3, 4]),
    ])
    let data: Dataset<Double> = try TensorFileData.read(bytes, name: "file")
    #expect(data.targets([1]).elements == [4] && data.label(0) == nil)
    var recipe = Recipe(SGD())
    (recipe.loss, recipe.batch, recipe.length, recipe.rate) = (.squaredError, 2, .steps(200), 0.1)
    var run = try TrainingRun(Network("dense 1", on: Shape(1)), on: data, recipe)
    try run.go(to: 200)
    // the line through both points is x + 2
    #expect(abs(run.state.parameters[1][0].elements[0] - 1) < 0.05)
    #expect(abs(run.state.parameters[1][1].elements[0] - 2) < 0.1)
    #expect(run.records[0].accuracy == nil)
  }

  @Test(arguments: [
    (["labels": [0, 1]], "has no tensor ‘x’"), (["x": [1, 2]], "needs ‘x’ as images"),
  ])
  func `a file that lacks something is refused`(
    _ tensors: [String: [Double]], _ sentence: String
  ) {
    var given = tensors.mapValues { Tensor<Double>($0) }
    if given["labels"] == nil { given["labels"] = Tensor([0, 1]) }
    #expect {
      try TensorFileData.read(Safetensors.write(given), name: "file", as: Double.self)
    } throws: {
      "\($0)".contains(sentence)
    }
  }

  @Test func `labels that are no classes or too few are refused`() {
    func refusal(_ labels: [Double]) -> String {
      let bytes = Safetensors.write([
        "x": Tensor<Double>(zeros: Shape(2, 2)), "labels": Tensor(labels),
      ])
      do {
        _ = try TensorFileData.read(bytes, name: "file", as: Double.self)
        return ""
      } catch { return "\(error)" }
    }
    #expect(refusal([0, 0.5]) == "file has the label 0.5, but classes are whole numbers from 0.")
    #expect(refusal([0, -1]).contains("the label -1.0"))
    #expect(refusal([0]) == "file has 2 examples but 1 answers.")
    #expect(refusal([0, 1]).isEmpty)
  }

  @Test func `shapes are drawn from their seed, each within its image`() throws {
    let data: Dataset<Double> = try FigureImages.drawn(160, seed: 3)
    #expect(data.input == Shape(16, 16, 1) && data.output == Shape(8))
    let again: Dataset<Double> = try FigureImages.drawn(160, seed: 3)
    let other: Dataset<Double> = try FigureImages.drawn(160, seed: 4)
    #expect(again.x == data.x && other.x != data.x)
    #expect(data.x.elements.allSatisfy { $0 == 0 || $0 == 1 })
    // every figure is there and leaves ground
    for image in data.x.images {
      let share = image.elements.reduce(0, +) / 256
      #expect(share > 0.02 && share < 0.7)
    }
    let colored: Dataset<Float> = try FigureImages.drawn(8, size: Shape(12, 20, 3), seed: 1)
    #expect(colored.input == Shape(12, 20, 3))
    #expect(throws: Misfit.self) {
      try FigureImages.drawn(8, size: Shape(4, 4, 1), seed: 1, as: Float.self)
    }
  }

  @Test func `shapes can be learnt`() throws {
    var recipe = Recipe()
    recipe.length = .epochs(3)
    let data: Dataset<Float> = try FigureImages.drawn(seed: 1).holding(200)
    var run = try TrainingRun(
      Samples.network(
        "conv 3x3 8 stride: 2, norm, relu, conv 3x3 16 stride: 2, norm, relu, flatten, dense 8",
        on: data.input), on: data, recipe)
    try run.go(to: run.length)
    #expect(try run.evaluation().score.accuracy ?? 0 > 0.6)
  }

  @Test func `pictures of folders take turns, grey ones as colour beside others`() throws {
    func picture(_ value: Float, _ channels: Int = 1) -> (name: String, picture: Picture) {
      (
        "\(value)",
        Picture(
          rows: 1, columns: 2, channels: channels, [Float](repeating: value, count: 2 * channels))
      )
    }
    typealias Folder = PictureData.Folder
    let data: Dataset<Float> = try PictureData.read(
      [
        Folder(name: "cat", pictures: [picture(0.1), picture(0.3)]),
        Folder(name: "dog", pictures: [picture(0.2, 3)]),
      ], name: "pets")
    #expect(data.input == Shape(1, 2, 3) && data.classNames == ["cat", "dog"])
    #expect((0..<3).map { data.label($0) } == [0, 1, 0])
    #expect(data.x.elements.last == 0.3)
    #expect(throws: Misfit.self) {
      try PictureData.read([Folder(name: "cat", pictures: [picture(1)])], name: "", as: Float.self)
    }
  }
}
