extension MergeScene {
  /// Whether lines of the base that a side no longer has at their place stand elsewhere in its text, so that it only
  /// moved them. Lines that say little do not count.
  ///
  /// - Parameters:
  ///   - lines: lines of the base.
  ///   - side: the side that does not have them at their place.
  /// - Complexity: linear in the size of both texts, if any line says something.
  func hasMoved(_ lines: some Sequence<Int>, _ side: Side) -> Bool {
    // How many more the base has of each line that says something.
    var surplus: [LineID: Int] = [:]
    for line in lines where isTelling(base.slice(line..<line + 1)) { surplus[base.ids[line]] = 0 }
    if surplus.isEmpty { return false }
    for id in base.ids { surplus[id]? += 1 }
    for id in text(side).ids { surplus[id]? -= 1 }
    return surplus.values.contains { $0 <= 0 }
  }
}
