import TestSupport

extension SeededGenerator {
  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
  mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
  mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

  /// Picks one of the items, each as often as its weight says.
  mutating func pick<Item>(_ items: [(item: Item, weight: Int)]) -> Item {
    var rest = below(items.reduce(0) { $0 + $1.weight })
    for entry in items {
      if rest < entry.weight { return entry.item }
      rest -= entry.weight
    }
    return items[0].item
  }
}
