/// Writes a merged list in brackets, with the white space that its elements had.
struct InlineWriter {
  private let lists: Three<InlineList>
  private var bytes: [UInt8]
  private var count = 0

  init(_ lists: Three<InlineList>) {
    self.lists = lists
    bytes = [lists.ours.open]
  }

  /// Writes an element behind those before.
  mutating func add(_ text: [UInt8], _ elements: Three<InlineList.Element?>) {
    if count > 0 { bytes.append(UInt8(ascii: ",")) }
    bytes += (count == 0 ? firstSpace : space(elements)) + text
    count += 1
  }

  private var firstSpace: [UInt8] {
    let spaces = lists.map { $0.elements.first?.space }
    return (spaces.merged ?? spaces.ours) ?? spaces.ours ?? spaces.theirs ?? []
  }

  /// What stands in front of an element that is not the first one.
  private func space(_ elements: Three<InlineList.Element?>) -> [UInt8] {
    // The first one of a list has the space of the bracket.
    let spaces = lists.zip(elements).map { list, element in
      element.flatMap { $0.key == list.elements.first?.key ? nil : $0.space }
    }
    if let all = spaces.whole() { return all.merged ?? all.ours }
    return spaces.ours ?? spaces.theirs ?? spaces.base ?? lists.ours.separator ?? lists.theirs.separator
      ?? lists.base.separator ?? [0x20]
  }

  func finished() -> [UInt8] {
    let commas = lists.map(\.hasLastComma)
    let tails = lists.map(\.tail)
    let comma: [UInt8] = count > 0 && commas.merged ?? commas.ours ? [UInt8(ascii: ",")] : []
    return bytes + comma + (tails.merged ?? tails.ours) + [lists.ours.close]
  }
}
