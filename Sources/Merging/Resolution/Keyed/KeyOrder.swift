/// The three-way merge of keys in their order.
///
/// What a side added is there, what a side removed is gone. The order is that of the side that changed it, else ours; what
/// the other side added stands behind the key that it stood behind there, after what was added to the first side.
/// Where the keys are sorted in all three, they are afterwards.
///
/// There is no answer where both sides changed the order, or both replaced one key, each by another.
struct KeyOrder {
  let keys: [String]
  let oursAdded: Set<String>
  let theirsAdded: Set<String>

  /// - Parameters:
  ///   - lists: the keys, each once in a list.
  ///   - precedes: how they are sorted; nil if they are not.
  /// - Complexity: linear, and that of sorting.
  init?(_ lists: Three<[String]>, sortedBy precedes: ((String, String) -> Bool)? = nil) {
    let sets = lists.map(Set.init)
    let added = (ours: sets.ours.subtracting(sets.base), theirs: sets.theirs.subtracting(sets.base))
    oursAdded = added.ours.subtracting(added.theirs)
    theirsAdded = added.theirs.subtracting(added.ours)
    let isReplaced = !sets.base.isSubset(of: sets.ours.union(sets.theirs))
    if isReplaced, !oursAdded.isEmpty, !theirsAdded.isEmpty { return nil }
    let common = sets.base.intersection(sets.ours).intersection(sets.theirs)
    let orders = lists.map { $0.filter(common.contains) }
    guard let order = orders.merged else { return nil }
    let isOurs = order == orders.ours
    let (main, other) = isOurs ? (lists.ours, lists.theirs) : (lists.theirs, lists.ours)
    let kept = common.union(added.ours).union(added.theirs)
    // What the other side added, by the key above it that both have.
    var more: [String?: [String]] = [:]
    var last: String?
    let known = Set(main)
    for key in other where kept.contains(key) {
      if known.contains(key) { last = key } else { more[last, default: []].append(key) }
    }
    let mainAdded = isOurs ? oursAdded : []
    var result: [String] = []
    var waiting = more[nil] ?? []
    for key in main where kept.contains(key) {
      if !mainAdded.contains(key) {
        result += waiting
        waiting = []
      }
      result.append(key)
      waiting += more[key] ?? []
    }
    result += waiting
    if let precedes { result.sort(by: precedes) }
    keys = result
  }

  /// The order in which all lists are sorted; nil if there is none, or they are too short to tell.
  static func sorting(_ lists: Three<[String]>) -> ((String, String) -> Bool)? {
    guard lists.all.allSatisfy({ $0.count >= 3 }) else { return nil }
    let orders: [(String, String) -> Bool] = [
      { $0.utf8.lexicographicallyPrecedes($1.utf8) },
      { folded(Array($0.utf8)).lexicographicallyPrecedes(folded(Array($1.utf8))) },
    ]
    return orders.first { order in
      lists.all.allSatisfy { list in Swift.zip(list, list.dropFirst()).allSatisfy { order($0, $1) } }
    }
  }
}
