/// Migrations of one series by what they follow.
///
/// Complexity: each question is linear in the migrations.
struct GraphLines {
  private var parents: [[UInt8]: [[UInt8]]] = [:]
  private var children: [[UInt8]: [[UInt8]]] = [:]

  init(_ nodes: [GraphNode]) {
    for node in nodes {
      for parent in node.parents {
        parents[node.id, default: []].append(parent.id)
        children[parent.id, default: []].append(node.id)
      }
    }
  }

  /// Some migrations and all that they follow.
  func before(_ ids: Set<[UInt8]>) -> Set<[UInt8]> { Self.reach(ids, by: parents) }

  /// Some migrations and all that follow them.
  func behind(_ ids: Set<[UInt8]>) -> Set<[UInt8]> { Self.reach(ids, by: children) }

  private static func reach(_ ids: Set<[UInt8]>, by steps: [[UInt8]: [[UInt8]]]) -> Set<[UInt8]> {
    var result = ids
    var waiting = Array(ids)
    while let id = waiting.popLast() {
      for next in steps[id] ?? [] where result.insert(next).inserted { waiting.append(next) }
    }
    return result
  }
}
