import Networks
import Tensors

/// The cell of what is given that the running product reads: what the four ways of one number have
/// in common.
struct GivenCell {
  let row: Int
  let column: Int
  /// A stamp is one of all channels.
  let channel: Int?

  /// That of an element's running product or stamp; nothing where it has no such cell.
  init?(_ element: Element) {
    guard let ways = element.walk.trace.inputGradient(element.quantity, of: element.node) else {
      return nil
    }
    if element.way == .scatter {
      let place = element.running.quotientAndRemainder(dividingBy: ways.plan.output[1])
      self.init(row: place.quotient, column: place.remainder, channel: nil)
    } else {
      let products = element.sum.products
      guard products.indices.contains(element.running) else { return nil }
      self.init(products[element.running], ways)
    }
  }

  private init(row: Int, column: Int, channel: Int?) {
    (self.row, self.column, self.channel) = (row, column, channel)
  }

  private init?(_ product: Explanation.Term, _ ways: InputGradient) {
    guard let factor = product.factors.first(where: { !$0.isOfParameter }) else { return nil }
    let index = factor.index
    if factor.symbol == "Z" {
      guard let row = ways.rowSpread.output(at: index[0]),
        let column = ways.columnSpread.output(at: index[1])
      else { return nil }
      self.init(row: row, column: column, channel: index.count > 2 ? index[2] : nil)
    } else {
      guard index.count == 4 else { return nil }
      self.init(row: index[1], column: index[2], channel: index[3])
    }
  }

  /// Which product or stamp of an element reads it; nothing if none does.
  func place(in element: Element) -> Int? {
    guard let ways = element.walk.trace.inputGradient(element.quantity, of: element.node) else {
      return nil
    }
    if element.way == .scatter { return row * ways.plan.output[1] + column }
    return element.sum.products.firstIndex { product in
      guard let other = GivenCell(product, ways) else { return false }
      return other.row == row && other.column == column
        && (channel == nil || other.channel == nil || other.channel == channel)
    }
  }
}
