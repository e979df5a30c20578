/// Channels put side by side, cut apart, and copied to every position.
extension Tensor {
  /// The channels of several tensors one after the other, at every position.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public static func joiningChannels(_ parts: [Tensor]) -> Tensor {
    let positions = Array(parts[0].shape.extents.dropLast())
    let channels = parts.reduce(0) { $0 + $1.channels }
    var joined = Tensor(zeros: Shape(positions + [channels]))
    var first = 0
    for part in parts {
      let own = part.channels
      withPointers(part, part, &joined) { part, _, joined in
        for position in 0..<Shape(positions).count {
          for c in 0..<own { joined[position * channels + first + c] = part[position * own + c] }
        }
      }
      first += own
    }
    return joined
  }

  /// Some of the channels, at every position.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func channels(_ range: Range<Int>) -> Tensor {
    let all = channels
    var part = Tensor(zeros: Shape(shape.extents.dropLast() + [range.count]))
    withPointers(self, self, &part) { source, _, part in
      for position in 0..<elements.count / all {
        for c in 0..<range.count {
          part[position * range.count + c] = source[position * all + range.lowerBound + c]
        }
      }
    }
    return part
  }

  /// Each image's vector copied to every position of a map of its channels, times a factor.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func spread(over map: Shape, times factor: S = 1) -> Tensor {
    let (images, channels) = (shape[0], map[2])
    let positions = map[0] * map[1]
    return Tensor(map.batched(images)) { spread in
      withPointers(self, self) { vector, _ in
        for position in 0..<images * positions {
          let vector = vector + position / positions * channels
          let spread = spread + position * channels
          for c in 0..<channels { spread[c] = vector[c] * factor }
        }
      }
    }
  }

  /// Each image's sums over its positions, one for each channel, times a factor: N × channels.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func positionSums(times factor: S = 1) -> Tensor {
    let image = ChannelBlocks(count: elements.count / shape[0], channels: channels)
    var sums: [S] = []
    elements.withUnsafeBufferPointer { x in
      for first in Swift.stride(from: 0, to: x.count, by: image.count) {
        let ofImage = image.sums { start, length, row in
          for k in 0..<length { row[k] += x[first + start + k] }
        }
        for sum in ofImage { sums.append(S(sum) * factor) }
      }
    }
    return Tensor(Shape(shape[0], channels), sums)
  }

  /// Each image's sums over its positions of products with another tensor: N × channels.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func positionProducts(_ other: Tensor) -> Tensor {
    let image = ChannelBlocks(count: elements.count / shape[0], channels: channels)
    var sums: [S] = []
    withPointers(elements, other.elements, elements, elements) { x, y, _, _ in
      for first in Swift.stride(from: 0, to: elements.count, by: image.count) {
        let ofImage = image.sums { start, length, row in
          for k in 0..<length { row[k] += x[first + start + k] * y[first + start + k] }
        }
        for sum in ofImage { sums.append(S(sum)) }
      }
    }
    return Tensor(Shape(shape[0], channels), sums)
  }

  /// Each image times its own vector: a number to each channel, at every position.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func timesVectors(_ vectors: Tensor) -> Tensor {
    let channels = channels
    let image = elements.count / shape[0]
    return Tensor(shape) { result in
      withPointers(elements, vectors.elements, elements, elements) { x, vectors, _, _ in
        Workers.each(elements.count / channels, atLeast: (1 << 14) / channels) { positions in
          for position in positions {
            let (x, result) = (x + position * channels, result + position * channels)
            let vector = vectors + position * channels / image * channels
            for c in 0..<channels { result[c] = x[c] * vector[c] }
          }
        }
      }
    }
  }
}
