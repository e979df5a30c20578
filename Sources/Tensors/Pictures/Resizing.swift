/// How a picture's pixels are weighed when it is resized.
public enum ResizingFilter: Sendable {
  case bilinear
  /// With the coefficient −½, Keys 1981.
  case bicubic

  /// How far it reaches, in pixels of the smaller picture.
  var support: Double { self == .bilinear ? 1 : 2 }

  func weight(_ distance: Double) -> Double {
    let x = abs(distance)
    switch self {
    case .bilinear: return max(1 - x, 0)
    case .bicubic:
      let a = -0.5
      if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
      if x < 2 { return (((x - 5) * x + 8) * x - 4) * a }
      return 0
    }
  }
}

extension Picture {
  /// The picture in another size, without aliasing: where it shrinks, each new pixel is a weighted
  /// mean of all that it covers, as Pillow and torchvision's antialiased resize have it.
  public func resized(rows height: Int, columns width: Int, _ filter: ResizingFilter) -> Picture {
    guard height != rows || width != columns else { return self }
    let across = ResizingPlan(from: columns, to: width, filter)
    let down = ResizingPlan(from: rows, to: height, filter)
    let narrow = across.applied(to: values, lines: rows, elements: channels)
    // a row of the picture is one element of a column of rows
    let small = down.applied(to: narrow, lines: 1, elements: width * channels)
    return Picture(rows: height, columns: width, channels: channels, small)
  }
}

/// Which old places make each new one along a line, and with what weights.
private struct ResizingPlan {
  let count: Int
  let places: [(first: Int, weights: [Float])]

  init(from count: Int, to size: Int, _ filter: ResizingFilter) {
    self.count = count
    let scale = Double(count) / Double(size)
    let stretch = max(scale, 1)
    let reach = filter.support * stretch
    places = (0..<size).map { place in
      let center = scale * (Double(place) + 0.5)
      let first = max(Int(center - reach + 0.5), 0)
      let end = min(Int(center + reach + 0.5), count)
      let weights = (first..<max(end, first + 1)).map {
        filter.weight((Double($0) - center + 0.5) / stretch)
      }
      let sum = weights.reduce(0, +)
      return (first, weights.map { Float(sum == 0 ? 1 : $0 / sum) })
    }
  }

  /// Every line of `count` places, each of as many neighbouring elements.
  func applied(to values: [Float], lines: Int, elements: Int) -> [Float] {
    var result = [Float](repeating: 0, count: lines * places.count * elements)
    var target = 0
    for line in 0..<lines {
      for (first, weights) in places {
        var source = (line * count + first) * elements
        for weight in weights {
          for element in 0..<elements {
            result[target + element] += weight * values[source + element]
          }
          source += elements
        }
        target += elements
      }
    }
    return result
  }
}
