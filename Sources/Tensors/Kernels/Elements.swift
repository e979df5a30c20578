/// Sums and products element by element.
extension Tensor {
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public static func + (left: Tensor, right: Tensor) -> Tensor {
    precondition(left.shape == right.shape, "only tensors of one shape can be added")
    return withPointers(left, right) { a, b in
      left.mapped { place, count in Lane.load(a + place, count) + Lane.load(b + place, count) }
    }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public static func * (left: Tensor, right: Tensor) -> Tensor {
    precondition(left.shape == right.shape, "only tensors of one shape can be multiplied")
    return withPointers(left, right) { a, b in
      left.mapped { place, count in Lane.load(a + place, count) * Lane.load(b + place, count) }
    }
  }

  /// This tensor times a mask and a factor; each number of the mask holds for as many neighbours
  /// as it has to, such as for all channels or for a whole image.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  public func masked(by mask: Tensor, times factor: S = 1) -> Tensor {
    let repeats = elements.count / mask.elements.count
    return withPointers(self, mask) { x, mask in
      Tensor(shape) { target in
        MemoryPasses.each(elements.count / repeats, size: repeats) { gates, _ in
          for gate in gates {
            let weight = mask[gate] * factor
            for place in gate * repeats..<(gate + 1) * repeats { target[place] = x[place] * weight }
          }
        }
      }
    }
  }

  /// A tensor of this shape, made of so many numbers from a place on.
  @inline(__always)
  private func mapped(_ lanes: (_ place: Int, _ count: Int) -> S.Lanes) -> Tensor {
    let (count, width) = (elements.count, S.Lanes.scalarCount)
    return Tensor(shape) { target in
      MemoryPasses.each((count + width - 1) / width, size: width) { blocks, _ in
        var place = blocks.lowerBound * width
        let end = min(count, blocks.upperBound * width)
        while place + width <= end {
          Lane.store(lanes(place, width), to: target + place)
          place += width
        }
        if place < end { Lane.store(lanes(place, end - place), to: target + place, end - place) }
      }
    }
  }
}
