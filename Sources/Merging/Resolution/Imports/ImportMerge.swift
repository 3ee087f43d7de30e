/// The three-way merge of imports as sets of names.
///
/// What a side added is there. What a side removed is gone, unless code that the other side kept uses it. There is no
/// answer for a name that both sides brought from different places, that one side took from a module which the other
/// left, or that was added and is used by its own side but not after the merge.
struct ImportMerge {
  typealias Atom = ImportBlock.Atom

  let base: ImportBlock
  let ours: ImportBlock
  let theirs: ImportBlock
  /// The names in code, imports apart: of the merged text, and of the sides.
  let mergedNames: Set<[UInt8]>
  let oursNames: Set<[UInt8]>
  let theirsNames: Set<[UInt8]>

  /// The lines that stand for all three; nil where there is no safe answer.
  func merged() -> [UInt8]? {
    // The comments of one side can be kept only if the other side left them alone.
    let baseComments = base.comments
    if ours.comments == theirs.comments || theirs.comments == baseComments {
      return merged(onto: ours, with: theirs)
    }
    return ours.comments == baseComments ? merged(onto: theirs, with: ours) : nil
  }

  private func merged(onto main: ImportBlock, with other: ImportBlock) -> [UInt8]? {
    guard let kept = keptAtoms() else { return nil }
    var writer = ImportWriter(base: base, main: main, other: other, kept: kept)
    return writer.write()
  }

  /// What is imported in the end.
  private func keptAtoms() -> Set<Atom>? {
    let (old, our, their) = (base.atoms, ours.atoms, theirs.atoms)
    let oursAdded = Set(our.keys).subtracting(old.keys)
    let theirsAdded = Set(their.keys).subtracting(old.keys)
    guard
      !Self.bringTheSame(oursAdded.subtracting(theirsAdded), our, theirsAdded.subtracting(oursAdded), their),
      !Self.leaves(old, our, theirsAdded), !Self.leaves(old, their, oursAdded)
    else { return nil }
    guard oursAdded.allSatisfy({ isStillUsed(our[$0], oursNames) }),
      theirsAdded.allSatisfy({ isStillUsed(their[$0], theirsNames) })
    else { return nil }
    var kept = oursAdded.union(theirsAdded)
    for (atom, locals) in old {
      switch (our[atom] != nil, their[atom] != nil) {
      case (true, true): kept.insert(atom)
      case (false, true): if isUsed(locals), !Self.brings(locals, our) { kept.insert(atom) }
      case (true, false): if isUsed(locals), !Self.brings(locals, their) { kept.insert(atom) }
      case (false, false): break
      }
    }
    return kept
  }

  private func isUsed(_ locals: Set<[UInt8]>) -> Bool { !locals.isDisjoint(with: mergedNames) }

  /// Whether something that a side added is used as it was there, as far as can be told.
  ///
  /// What has no name, or is not used by its own side, may be there for what it does: a module that registers a tool.
  private func isStillUsed(_ locals: Set<[UInt8]>?, _ names: Set<[UInt8]>) -> Bool {
    guard let locals, !locals.isEmpty else { return true }
    return locals.contains([]) || isUsed(locals) || locals.isDisjoint(with: names)
  }

  /// Whether two sides added different things that code calls the same.
  private static func bringTheSame(
    _ one: Set<Atom>, _ ours: [Atom: Set<[UInt8]>], _ other: Set<Atom>, _ theirs: [Atom: Set<[UInt8]>]
  ) -> Bool {
    let names = one.reduce(into: Set<[UInt8]>()) { $0.formUnion(ours[$1] ?? []) }
    return other.contains { !names.isDisjoint(with: theirs[$0] ?? []) }
  }

  /// Whether a side has left a module from which the other took one more name.
  private static func leaves(
    _ old: [Atom: Set<[UInt8]>], _ side: [Atom: Set<[UInt8]>], _ added: Set<Atom>
  ) -> Bool {
    let before = Set(old.keys.map(\.head))
    let after = Set(side.keys.map(\.head))
    return added.contains { before.contains($0.head) && !after.contains($0.head) }
  }

  private static func brings(_ locals: Set<[UInt8]>, _ atoms: [Atom: Set<[UInt8]>]) -> Bool {
    atoms.values.contains { !$0.isDisjoint(with: locals) }
  }
}
