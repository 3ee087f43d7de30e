/// What became of a text with conflicts, told apart into what stands in their places and what stands around them.
public enum ConflictPlaces: Sendable, Hashable {
  /// Everything around the conflicts stands as it did: for each conflict its lines in the result, counted from 0.
  case found([Range<Int>])
  /// A line outside of all conflicts is not as it was; the first such line of the text with conflicts, from 0.
  case changed(line: Int)

  /// Finds the places of conflicts in what somebody made of a text.
  ///
  /// The text between two conflicts is taken where it comes first. Where it stands several times in the result the place
  /// may be another than was meant, but there is a place if and only if one is found.
  ///
  /// - Parameters:
  ///   - conflicts: the conflicts' lines in the text, markers included, in ascending order.
  ///   - marked: the text with conflict markers.
  ///   - result: what became of it.
  /// - Returns: the places, or the first line around them that is gone or changed.
  /// - Complexity: linear in the size of both texts (Knuth, Morris and Pratt for each piece between conflicts).
  public static func find(_ conflicts: [Range<Int>], of marked: [UInt8], in result: [UInt8]) -> Self {
    var interner = LineInterner(expectedBytes: marked.count + result.count)
    let old = interner.add(marked).ids
    let new = interner.add(result).ids
    let head = 0..<(conflicts.first?.lowerBound ?? old.count)
    let tail = (conflicts.last?.upperBound ?? old.count)..<old.count
    if let line = head.first(where: { $0 >= new.count || new[$0] != old[$0] }) { return .changed(line: line) }
    if conflicts.isEmpty { return new.count == old.count ? .found([]) : .changed(line: old.count) }
    // The tail may not take lines that the head has.
    let shift = new.count - old.count
    if let line = tail.last(where: { $0 + shift < head.count || new[$0 + shift] != old[$0] }) {
      return .changed(line: line)
    }
    var places: [Range<Int>] = []
    var start = head.count
    for (conflict, next) in zip(conflicts, conflicts.dropFirst()) {
      let piece = old[conflict.upperBound..<next.lowerBound]
      guard let place = first(piece, in: new[start..<tail.lowerBound + shift]) else {
        return .changed(line: conflict.upperBound)
      }
      places.append(start..<place)
      start = place + piece.count
    }
    guard start <= tail.lowerBound + shift else { return .changed(line: tail.lowerBound) }
    return .found(places + [start..<tail.lowerBound + shift])
  }

  /// Where some lines stand first among others.
  private static func first(_ piece: ArraySlice<LineID>, in lines: ArraySlice<LineID>) -> Int? {
    let piece = Array(piece)
    guard !piece.isEmpty else { return lines.startIndex }
    // For each length the longest true beginning of the piece that also ends there.
    var borders = Array(repeating: 0, count: piece.count)
    var length = 0
    for index in piece.indices.dropFirst() {
      while length > 0 && piece[index] != piece[length] { length = borders[length - 1] }
      if piece[index] == piece[length] { length += 1 }
      borders[index] = length
    }
    length = 0
    for index in lines.indices {
      while length > 0 && lines[index] != piece[length] { length = borders[length - 1] }
      if lines[index] == piece[length] { length += 1 }
      if length == piece.count { return index + 1 - length }
    }
    return nil
  }
}
