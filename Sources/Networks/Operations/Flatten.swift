import Tensors

/// A map as one vector: row by row, column by column, its channels together.
struct Flatten: Operation {
  static let keyword = "flatten"

  init(_ arguments: Arguments) throws {}

  var caption: String { "flatten" }

  func outputShape(_ inputs: [Shape]) throws -> Shape { Shape(try onlyMap(inputs).count) }

  func equation(at site: Site) -> String { "y[\(place(site))] = x[i,j,c]" }
  func gradientEquation(at site: Site) -> String { "dx[i,j,c] = dy[\(place(site))]" }
  private func place(_ site: Site) -> String {
    let map = site.inputs[0]
    return "\(map[1] * map[2])i+\(map[2])j+c"
  }
  func sentence(at site: Site) -> Sentence {
    let numbers = Words.counted(site.output.count, "number")
    return Sentence(
      "The map of \(site.inputs[0]) is read row by row into 1 vector of \(numbers); nothing is "
        + "computed.", short: "The map is read row by row into 1 vector of \(numbers).")
  }
  func gradientSentence(at site: Site) -> Sentence {
    Sentence(
      "The \(Words.counted(site.output.count, "gradient")) go back to the cells that they came from."
    )
  }

  func forward<S: Scalar>(_ call: Call<S>) -> Tensor<S> {
    let x = call.inputs[0]
    return x.reshaped(Shape(x.shape[0], x.shape.image.count))
  }
  func backward<S: Scalar>(_ call: Call<S>, output: Tensor<S>, dy: Tensor<S>) -> Gradients<S> {
    Gradients(inputs: [dy.reshaped(call.inputs[0].shape)])
  }
}
