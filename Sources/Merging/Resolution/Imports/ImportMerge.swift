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
  /// What the sides import, the rest of their files included, by the names that code uses.
  let oursImports: Set<[UInt8]>
  let theirsImports: Set<[UInt8]>

  /// The lines that stand for all three; nil where there is no safe answer.
  func merged() -> [UInt8]? {
    // The comments of one side can be kept only if the other side left them alone.
    let baseComments = base.comments
    if ours.comments == theirs.comments, ours.hasTrees || theirs.hasTrees {
      // What a name is written like depends on the braces that it is put in, and both ways round must come to the same.
      return Self.isAbove(theirs, ours) ? merged(onto: theirs, with: ours) : merged(onto: ours, with: theirs)
    }
    if ours.comments == theirs.comments || theirs.comments == baseComments {
      return merged(onto: ours, with: theirs)
    }
    return ours.comments == baseComments ? merged(onto: theirs, with: ours) : nil
  }

  /// Whether a block has more lines than another one, or else comes first in order.
  private static func isAbove(_ block: ImportBlock, _ other: ImportBlock) -> Bool {
    let (bytes, others) = (block.statements.flatMap(\.bytes), other.statements.flatMap(\.bytes))
    let (feeds, otherFeeds) = (bytes.count { $0 == 0x0A }, others.count { $0 == 0x0A })
    return feeds == otherFeeds ? bytes.lexicographicallyPrecedes(others) : feeds > otherFeeds
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
      !Self.leaves(old, our, theirsAdded), !Self.leaves(old, their, oursAdded),
      !Self.moves(old, our, oursImports, theirsAdded), !Self.moves(old, their, theirsImports, oursAdded)
    else { return nil }
    guard oursAdded.allSatisfy({ isStillUsed(our[$0], oursNames) }),
      theirsAdded.allSatisfy({ isStillUsed(their[$0], theirsNames) })
    else { return nil }
    var kept = oursAdded.union(theirsAdded)
    for (atom, locals) in old {
      switch (our[atom] != nil, their[atom] != nil) {
      case (true, true): kept.insert(atom)
      case (false, true): if isUsed(locals), !brings(locals, our, oursImports, atom) { kept.insert(atom) }
      case (true, false): if isUsed(locals), !brings(locals, their, theirsImports, atom) { kept.insert(atom) }
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
    let before = Set(old.keys.flatMap(\.sources))
    let after = Set(side.keys.flatMap(\.sources))
    return added.contains { atom in atom.sources.contains { before.contains($0) && !after.contains($0) } }
  }

  /// Whether a side has taken a path's name from another module now, so that what the other side took from a module
  /// beside it may have gone there, too.
  private static func moves(
    _ old: [Atom: Set<[UInt8]>], _ side: [Atom: Set<[UInt8]>], _ imports: Set<[UInt8]>, _ added: Set<Atom>
  ) -> Bool {
    let moved = old.filter { $0.key.isPath && side[$0.key] == nil && !$0.value.isDisjoint(with: imports) }
    let sources = Set(moved.keys.flatMap { $0.sources.dropFirst() })
    return added.contains {
      $0.isPath && side[$0] == nil && !sources.isDisjoint(with: $0.sources.dropFirst())
    }
  }

  /// Whether a side has other imports of the same name: among these lines, and for paths anywhere.
  private func brings(
    _ locals: Set<[UInt8]>, _ atoms: [Atom: Set<[UInt8]>], _ imports: Set<[UInt8]>, _ atom: Atom
  ) -> Bool {
    atoms.values.contains { !$0.isDisjoint(with: locals) } || atom.isPath && !imports.isDisjoint(with: locals)
  }
}
