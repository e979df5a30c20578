import CPictures
import LibC
import Tensors

/// Pictures as they come: PNG, JPEG, and PPM or PGM of Netpbm.
public enum PictureFile {
  /// Why a file is refused: one sentence.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Without a full stop.
    public let reason: String

    init(_ reason: String) { self.reason = reason }
    public var description: String { reason + "." }
  }

  /// Whether a file begins like a picture of any kind, be it one that cannot be read.
  public static func isBegun(by bytes: [UInt8]) -> Bool { Netpbm.isPicture(bytes) }

  /// The endings of files that are taken for pictures.
  public static let endings = ["png", "jpg", "jpeg", "pgm", "ppm"]

  /// The picture of a file, upright as its Exif data say.
  ///
  /// What is see-through is read as if it were not, as `convert("RGB")` of Pillow does; samples of
  /// 16 bits are rounded to 8.
  public static func read(_ bytes: [UInt8]) throws(Fault) -> Picture {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      return try decoded(bytes, "PNG", library: "libpng16-16", by: pictures_read_png)
    }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      let picture = try decoded(bytes, "JPEG", library: "libturbojpeg0", by: pictures_read_jpeg)
      return Orientation(jpeg: bytes).upright(picture)
    }
    do {
      return try Netpbm.read(bytes)
    } catch let fault as Netpbm.Fault {
      throw Fault(fault.reason)
    } catch {
      throw Fault("\(error)")
    }
  }

  private typealias Reader = (
    UnsafeRawPointer?, Int, Int, UnsafeMutablePointer<pictures_picture>?
  ) -> pictures_outcome

  private static func decoded(
    _ bytes: [UInt8], _ kind: String, library: String, by read: Reader
  ) throws(Fault) -> Picture {
    var picture = pictures_picture()
    let outcome = bytes.withUnsafeBytes {
      read($0.baseAddress, $0.count, Netpbm.mostPixels, &picture)
    }
    switch outcome {
    case pictures_read: break
    case pictures_no_library:
      throw Fault(
        "it is a \(kind) picture, and \(library), which reads them, is not installed; install it, or "
          + "convert the picture to PPM with ‘magick in out.ppm’")
    case pictures_too_large:
      throw Fault("the picture has more than 100 million pixels; make it smaller first")
    default:
      let words = withUnsafeBytes(of: picture.fault) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw Fault("it is a \(kind) picture that cannot be read: \(words.quotable())")
    }
    defer { free(picture.samples) }
    let (rows, columns) = (Int(picture.rows), Int(picture.columns))
    let stored = Int(picture.channels)
    // alpha comes last, and is left out
    let channels = stored < 3 ? 1 : 3
    guard let samples = picture.samples else { throw Fault("the \(kind) picture is empty") }
    let values = [Float](unsafeUninitializedCapacity: rows * columns * channels) { values, count in
      for pixel in 0..<rows * columns {
        for channel in 0..<channels {
          values[pixel * channels + channel] = Float(samples[pixel * stored + channel]) / 255
        }
      }
      count = rows * columns * channels
    }
    return Picture(rows: rows, columns: columns, channels: channels, values)
  }
}
