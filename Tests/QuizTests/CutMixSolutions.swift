import Foundation

extension NumberSolutions {
  /// CutMix: boxes are painted pixel by pixel, expectations are summed over all centres.
  mutating func addCutMix() {
    solve("cutmix-side") { n in
      // the side of the square that covers the pasted share of the area
      (n.real("H") * n.real("H") * (1 - n.real("l"))).squareRoot()
    }
    solve("cutmix-weight") { n in
      var kept = 0
      for i in 0..<32 {
        for j in 0..<32
        where !(-n["h"]..<n["h"]).contains(i - n["y"]) || !(-n["h"]..<n["h"]).contains(j - n["x"]) {
          kept += 1
        }
      }
      return Double(kept) / 1024
    }
    solve("cutmix-label") { n in
      let pasted = (0..<n["a"]).reduce(0) { sum, _ in sum + n["b"] }
      return Double(pasted) / Double(n["W"] * n["W"])
    }
    solve("cutmix-loss") { n in
      let target = [n.real("l"), 1 - n.real("l")]
      return zip(target, [n.real("p"), n.real("q")]).reduce(0) { $0 - $1.0 * log($1.1) }
    }
    solve("cutmix-least-loss") { n in
      // the least over all predictions for the two classes
      let l = n.real("l")
      let losses = (1..<100).map { k in
        let p = Double(k) / 100
        return -l * log(p) - (1 - l) * log(1 - p)
      }
      return losses.min() ?? .nan
    }
    solve("cutmix-clipped") { n in
      // the visible part of a side, averaged over centres: linear in three pieces
      let f = n.real("f")
      let ends = [0, f / 2, 1 - f / 2, 1].sorted()
      let visible = { (y: Double) in max(0, min(1, y + f / 2) - max(0, y - f / 2)) }
      let mean = zip(ends, ends.dropFirst()).reduce(0) {
        $0 + ($1.1 - $1.0) * (visible($1.0) + visible($1.1)) / 2
      }
      return mean * mean
    }
    solve("cutmix-self-pairs") { n in
      (0..<n["B"]).reduce(0) { sum, _ in sum + 1 / n.real("B") }
    }
  }
}
