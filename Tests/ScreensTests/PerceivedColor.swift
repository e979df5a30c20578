import Foundation
import Screens

/// A colour as an eye sees it: a point of the space CAM02-UCS, in which distance is difference.
///
/// CIECAM02 for an sRGB display in average surround (Moroney et al. 2002), made uniform by Luo,
/// Cui and Li (2006).
struct PerceivedColor {
  let lightness: Double
  private let a: Double
  private let b: Double

  /// A colour `0xRRGGBB`.
  init(_ rgb: Int, by eye: Eye = .common) {
    let linear = [rgb >> 16, rgb >> 8 & 255, rgb & 255].map { channel -> Double in
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    let seen = (eye.matrix * linear).map { min(max($0, 0), 1) }
    let response = Self.response(to: Self.xyz * seen.map { 100 * $0 })
    let red = response[0] - 12 * response[1] / 11 + response[2] / 11
    let yellow = (response[0] + response[1] - 2 * response[2]) / 9
    let hue = atan2(yellow, red)
    let brightness = Self.brightness(of: response) / Self.whiteBrightness
    let j = 100 * pow(max(brightness, 0), 0.69 * (1.48 + (0.2).squareRoot()))
    let eccentricity: Double = 0.25 * (cos(hue + 2) + 3.8)
    let sum: Double = response[0] + response[1] + 1.05 * response[2]
    let strength: Double = 50_000 / 13 * Self.induction * eccentricity
    let t = strength * hypot(red, yellow) / sum
    let chroma = pow(t, 0.9) * (j / 100).squareRoot() * pow(1.64 - pow(0.29, 0.2), 0.73)
    let colorfulness = log(1 + 0.0228 * chroma * pow(Self.adaptation, 0.25)) / 0.0228
    lightness = 1.7 * j / (1 + 0.007 * j)
    (a, b) = (colorfulness * cos(hue), colorfulness * sin(hue))
  }

  /// The angle of a point of a plane, in degrees from its first axis.
  static func degrees(_ x: Double, _ y: Double) -> Double {
    let degrees = atan2(y, x) * 180 / .pi
    return degrees < -30 ? degrees + 360 : degrees
  }

  func distance(to other: PerceivedColor) -> Double {
    hypot(hypot(lightness - other.lightness, a - other.a), b - other.b)
  }

  private static let white = [95.047, 100, 108.883]
  private static let whiteBrightness = brightness(of: response(to: white))
  /// A background of a fifth of white.
  private static let induction = 0.725 * pow(5, 0.2)
  private static let field = 64 / Double.pi / 5
  private static let adaptation = {
    let k = pow(1 / (5 * field + 1), 4)
    return 0.2 * k * 5 * field + 0.1 * pow(1 - k, 2) * cbrt(5 * field)
  }()

  private static func brightness(of response: [Double]) -> Double {
    (2 * response[0] + response[1] + response[2] / 20 - 0.305) * induction
  }

  /// What the cones answer to a stimulus once they are used to the display's white.
  private static func response(to stimulus: [Double]) -> [Double] {
    let degree = 1 - 1 / 3.6 * exp((-field - 42) / 92)
    let adapted = zip(sharpened * stimulus, sharpened * white).map {
      $0 * (100 * degree / $1 + 1 - degree)
    }
    return (cones * (blunted * adapted)).map { value in
      let power = pow(adaptation * abs(value) / 100, 0.42)
      return copysign(400 * power / (power + 27.13), value) + 0.1
    }
  }

  private static let xyz = Matrix(
    [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041])
  private static let sharpened = Matrix(
    [0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834])
  private static let blunted = Matrix(
    [1.096124, -0.278869, 0.182745], [0.454369, 0.473533, 0.072098],
    [-0.009628, -0.005698, 1.015326])
  private static let cones = Matrix(
    [0.38971, 0.68898, -0.07868], [-0.22981, 1.18340, 0.04641], [0, 0, 1])
}

extension OKLab {
  /// A colour `0xRRGGBB` as an eye sees it.
  init(_ rgb: Int, by eye: Eye) {
    let linear = [rgb >> 16, rgb >> 8 & 255, rgb & 255].map { channel -> Double in
      let value = Double(channel) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    let seen = (eye.matrix * linear).map { min(max($0, 0), 1) }
    self.init(red: seen[0], green: seen[1], blue: seen[2])
  }
}

/// Whose eye it is: the common one, or one that lacks one kind of cones, after Machado, Oliveira
/// and Fernandes (2009).
enum Eye: CaseIterable {
  case common, deutan, protan, tritan

  var matrix: Matrix {
    switch self {
    case .common: Matrix([1, 0, 0], [0, 1, 0], [0, 0, 1])
    case .deutan:
      Matrix(
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881])
    case .protan:
      Matrix(
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998])
    case .tritan:
      Matrix(
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900])
    }
  }
}

/// Three rows of three.
struct Matrix {
  private let rows: [[Double]]

  init(_ rows: [Double]...) { self.rows = rows }

  static func * (matrix: Matrix, vector: [Double]) -> [Double] {
    matrix.rows.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }
}
