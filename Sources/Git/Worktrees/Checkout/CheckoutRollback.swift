internal import GitValues

/// Takes back a checkout that failed: what it made, and nothing else.
enum CheckoutRollback {
  /// Removes files, then the folders left empty, then records.
  ///
  /// - Parameter written: the items and members whose files were made.
  static func remove(
    _ plan: CheckoutPlan, _ written: [(item: Int, member: Int)], _ records: [WorktreeRecords]
  ) {
    let folders = plan.folders
    for (member, record) in records.enumerated() {
      if let root = try? Folder(record.path) {
        for (item, owner) in written where owner == member { remove(plan.items[item], in: root) }
        for folder in folders.reversed() {
          guard let outer = try? root.folder(at: folder.parent) else { continue }
          // One that holds something is not ours alone.
          try? outer.removeFolder(folder.name)
        }
      }
      record.remove()
    }
  }

  private static func remove(_ item: CheckoutPlan.Item, in root: borrowing Folder) {
    guard let folder = try? root.folder(at: item.path.parent) else { return }
    if item.entry.mode == .submodule {
      try? folder.removeFolder(item.path.name)
    } else {
      try? folder.remove(item.path.name)
    }
  }
}
