import LibC
import Tensors

/// Runs translated equations, within a bound of steps.
struct Machine {
  var tensors: [Values] = []
  var slots: [Double] = []
  /// Steps that are left.
  var steps = Limits.equationSteps
  /// Whether an element outside of its tensor was read; it counts as 0.
  private(set) var outside: OutsideRead?
  /// Whether an element between two others was read; the lower one counts.
  private(set) var readsBetween = false
  /// Tensors with zeros put in by the equation itself, which go on outside of them.
  var zeroPadded: Set<Int> = []
  /// Products that were summed and are not 0.
  var terms = 0
  private var stack: [Double] = []

  /// The first place outside of a tensor that was read.
  struct OutsideRead {
    let tensor: Int
    let index: [Double]
  }

  /// The sums took more steps than the limit.
  struct Exhausted: Error {}

  /// The number that a piece of code comes to.
  mutating func run(_ code: [Instruction]) throws(Exhausted) -> Double {
    stack.removeAll(keepingCapacity: true)
    var place = 0
    while place < code.count {
      steps -= 1
      guard steps >= 0 else { throw Exhausted() }
      let instruction = code[place]
      place += 1
      switch instruction.code {
      case .constant: stack.append(instruction.number)
      case .load: stack.append(slots[Int(instruction.a)])
      case .store: slots[Int(instruction.a)] = pop()
      case .read: read(Int(instruction.a))
      case .add, .subtract, .multiply, .divide, .wholeDivide, .modulo, .power, .equal, .notEqual,
        .atMost, .atLeast, .less, .more, .max, .min:
        let right = pop()
        stack[stack.count - 1] = Self.apply(instruction.code, stack[stack.count - 1], right)
      case .jump: place = Int(instruction.a)
      case .jumpIfZero: if pop() == 0 { place = Int(instruction.a) }
      case .jumpIfNotZero: if pop() != 0 { place = Int(instruction.a) }
      case .jumpIfDone:
        if !(slots[Int(instruction.b)] <= slots[Int(instruction.b) + 1]) {
          place = Int(instruction.a)
        }
      case .increment: slots[Int(instruction.a)] += 1
      case .addTo:
        let value = pop()
        if value != 0 { terms += 1 }
        slots[Int(instruction.a)] += value
      case .multiplyTo: slots[Int(instruction.a)] *= pop()
      case .maximumTo: slots[Int(instruction.a)] = larger(slots[Int(instruction.a)], pop())
      case .minimumTo: slots[Int(instruction.a)] = -larger(-slots[Int(instruction.a)], -pop())
      case .roundBounds:
        let slot = Int(instruction.a)
        slots[slot] = (slots[slot] - 1e-9).rounded(.up)
        slots[slot + 1] = (slots[slot + 1] + 1e-9).rounded(.down)
        // beyond 2^53 one more is no other number, and a sum would not end
        guard slots[slot].magnitude < 0x1p52, slots[slot + 1].magnitude < 0x1p52 else {
          throw Exhausted()
        }
      default:
        stack[stack.count - 1] = Self.apply(instruction.code, stack[stack.count - 1])
      }
    }
    return stack.last ?? 0
  }

  private mutating func pop() -> Double { stack.popLast() ?? 0 }

  private mutating func read(_ tensor: Int) {
    let extents = tensors[tensor].extents
    let first = stack.count - extents.count
    var offset = 0
    var isInside = true
    for axis in extents.indices {
      let index = stack[first + axis]
      let whole = (index + 1e-9).rounded(.down)
      if (index - whole).magnitude > 1e-6 { readsBetween = true }
      guard whole >= 0, whole < Double(extents[axis]) else {
        isInside = false
        break
      }
      offset = offset * extents[axis] + Int(whole)
    }
    if !isInside, outside == nil, !zeroPadded.contains(tensor) {
      outside = OutsideRead(tensor: tensor, index: Array(stack[first...]))
    }
    stack.removeSubrange(first...)
    stack.append(isInside ? tensors[tensor].numbers[offset] : 0)
  }

  private func larger(_ left: Double, _ right: Double) -> Double {
    right.isNaN || right > left ? right : left
  }

  private static func apply(_ code: Instruction.Code, _ left: Double, _ right: Double) -> Double {
    switch code {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: left / right
    case .wholeDivide: (left / right + 1e-12).rounded(.down)
    // the remainder has the sign of the divisor
    case .modulo: left - right * (left / right + 1e-12).rounded(.down)
    case .power: pow(left, right)
    case .equal: (left - right).magnitude < 1e-9 ? 1 : 0
    case .notEqual: (left - right).magnitude < 1e-9 ? 0 : 1
    case .atMost: left <= right + 1e-9 ? 1 : 0
    case .atLeast: left >= right - 1e-9 ? 1 : 0
    case .less: left < right - 1e-9 ? 1 : 0
    case .more: left > right + 1e-9 ? 1 : 0
    case .max: left.isNaN || left > right ? left : right
    case .min: left.isNaN || left < right ? left : right
    default: 0
    }
  }

  private static func apply(_ code: Instruction.Code, _ x: Double) -> Double {
    switch code {
    case .negate: return -x
    case .isWhole: return (x - x.rounded()).magnitude < 1e-9 ? 1 : 0
    case .not: return x == 0 ? 1 : 0
    case .exp: return exponential(x)
    case .log: return logarithm(x)
    case .sqrt: return x.squareRoot()
    case .abs: return x.magnitude
    case .floor: return (x + 1e-12).rounded(.down)
    case .ceil: return (x - 1e-12).rounded(.up)
    case .round: return x.rounded()
    case .sign: return x > 0 ? 1 : x < 0 ? -1 : x
    case .relu: return x > 0 ? x : x.isNaN ? x : 0
    case .relu6: return x > 6 ? 6 : x > 0 ? x : x.isNaN ? x : 0
    case .swish: return x / (1 + exponential(-x))
    case .sigmoid: return 1 / (1 + exponential(-x))
    case .tanh: return hyperbolicTangent(x)
    default: return x
    }
  }
}

// outside of the structure, within which the short names would be its own
private func exponential(_ x: Double) -> Double { exp(x) }
private func logarithm(_ x: Double) -> Double { log(x) }
private func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
