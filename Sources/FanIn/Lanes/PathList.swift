import GitValues

extension [GitPath] {
  /// The first three paths and how many more there are, for a message.
  ///
  /// - Parameter count: how many there are in all, where the list itself holds only the first.
  func brief(of count: Int? = nil) -> String {
    let more = (count ?? self.count) - 3
    return prefix(3).map(\.text).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
