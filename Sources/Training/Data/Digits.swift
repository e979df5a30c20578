import Networks
import Tensors

/// Handwritten digits: 1,797 images of 8×8 with values from 0 to 16, the first ten 0 to 9.
///
/// Optical Recognition of Handwritten Digits, Alpaydin and Kaynak 1998, UCI Machine Learning
/// Repository, CC BY 4.0: its test set, which is that of scikit-learn. Thirteen people wrote them,
/// one after the other, so that a split by order is also one by writer.
public enum Digits {
  public static let name = "digits"

  /// The digits of their file, divided by 16; to be standardised once they are split.
  public static func read<S: Scalar>(_ bytes: [UInt8], as: S.Type = S.self) throws -> Dataset<S> {
    let data: Dataset<S> = try TensorFileData.read(bytes, name: name)
    return try Dataset(
      name: name, x: Tensor(data.x.shape, data.x.elements.map { $0 / 16 }),
      answers: data.answers, classNames: (0...9).map(String.init))
  }
}
