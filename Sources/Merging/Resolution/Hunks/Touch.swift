import Outlines

/// Changes of the two sides without an unchanged line between them.
///
/// Which of them people keep both of was measured on real conflicts; the others are left to them.
struct Touch {
  /// What a change does with lines.
  enum Form {
    /// Lines become similar ones.
    case edit
    case insertion
    /// One line is new, with all brackets closed that it opens.
    case newLine
    /// Lines are new that are definitions, whole ones.
    case newItems
    case removal
    /// Lines give way to others.
    case replacement
    /// Both sides changed it, and a rule settled it.
    case settled
  }

  let first: Form
  let second: Form

  /// The touches between pieces; nil if one of them is not to be trusted.
  static func all(in pieces: [FineMerge.Piece], _ scene: MergeScene) -> [Touch]? {
    var touches: [Touch] = []
    for (first, second) in zip(pieces, pieces.dropFirst()) {
      guard let one = Form(first, scene), let other = Form(second, scene),
        first.outcome != second.outcome || one == .settled
      else { continue }
      let touch = Touch(first: one, second: other)
      guard touch.isTrusted else { return nil }
      if one == .removal, other == .removal, isMoved(first, scene) || isMoved(second, scene) { return nil }
      touches.append(touch)
    }
    return touches
  }

  /// Whether lines that a side took away stand elsewhere in its text, so that it only moved them.
  private static func isMoved(_ piece: FineMerge.Piece, _ scene: MergeScene) -> Bool {
    scene.hasMoved(piece.hunk.base, piece.outcome == .ours ? .ours : .theirs)
  }

  /// Whether a side indented lines anew beside a change of the other side, in a language where that means something.
  static func movesCode(_ pieces: [FineMerge.Piece], _ scene: MergeScene) -> Bool {
    guard scene.language?.indentationCounts == true else { return false }
    func depth(_ text: TextLines, _ line: Int) -> ArraySlice<UInt8> {
      indentation(text.slice(line..<line + 1))
    }
    func moves(_ edits: [SideEdit], _ side: Side) -> Bool {
      edits.contains {
        $0.isPair
          && depth(scene.base, $0.base.lowerBound) != depth(scene.text(side), $0.side.lowerBound)
      }
    }
    return pieces.contains { moves($0.oursEdits, .ours) || moves($0.theirsEdits, .theirs) }
  }

  /// Whether a side remarked on a line that the other one edited, or in a file of data on what both changed: what it says
  /// may not hold for what is there now.
  static func areRemarked(_ pieces: [FineMerge.Piece], _ scene: MergeScene) -> Bool {
    let isData = scene.language?.isData == true
    func isAbout(_ remark: FineMerge.Piece, _ other: FineMerge.Piece) -> Bool {
      switch other.outcome {
      case .open, .same: isData && isRemark(remark, scene)
      case .ours, .theirs:
        other.outcome != remark.outcome && Form(other, scene) == .edit && isRemark(remark, scene)
      case .unchanged: false
      }
    }
    return zip(pieces, pieces.dropFirst()).contains { isAbout($0, $1) || isAbout($1, $0) }
  }

  /// Whether a side inserted nothing but comments.
  private static func isRemark(_ piece: FineMerge.Piece, _ scene: MergeScene) -> Bool {
    guard piece.outcome == .ours || piece.outcome == .theirs, piece.hunk.base.isEmpty else { return false }
    let side = piece.outcome == .ours ? Side.ours : .theirs
    return scene.outline(side).map { outline in
      piece.hunk.lines(side).allSatisfy { outline.lines[$0].kind == .comment }
    } ?? false
  }

  /// Whether both sides did no more than change single lines and add whole new ones, and no two changed lines touch. Of
  /// what both took away a part may stand elsewhere now.
  static func arePlain(_ touches: [Touch], in pieces: [FineMerge.Piece], _ scene: MergeScene) -> Bool {
    touches.allSatisfy { $0.first == .newLine || $0.second == .newLine }
      && pieces.allSatisfy { piece in
        piece.outcome == .same && piece.hunk.base.count > piece.hunk.ours.count
          ? false
          : Form(piece, scene).map { $0 == .edit || $0 == .newLine } ?? true
      }
  }

  private var isTrusted: Bool {
    switch (first, second) {
    case (.edit, .replacement), (.replacement, .edit), (.edit, .insertion), (.insertion, .edit): false
    case (.settled, .insertion), (.insertion, .settled), (.settled, .newItems), (.newItems, .settled): false
    // What each side left standing, the other took away: often it was one thing.
    case (.removal, .replacement), (.replacement, .removal): false
    // What one side put where the other took something away, it wrote with that still there.
    case (.removal, .insertion), (.insertion, .removal), (.removal, .newItems), (.newItems, .removal): false
    default: true
    }
  }
}

extension Touch.Form {
  /// Whether lines are whole definitions, none of them an entry of a list.
  private static func areDefinitions(_ lines: Range<Int>, _ outline: Outline?) -> Bool {
    guard let outline, outline.isTrusted, let items = AddedItems.items(lines, outline) else { return false }
    return items.allSatisfy { !$0.kind.isEntry }
  }

  /// - Returns: nil for what nobody changed, or both alike.
  fileprivate init?(_ piece: FineMerge.Piece, _ scene: MergeScene) {
    let edits = piece.oursEdits + piece.theirsEdits
    switch piece.outcome {
    case .unchanged, .same: return nil
    case .open: self = .settled
    case .ours, .theirs:
      if edits.allSatisfy(\.isPair) {
        self = .edit
      } else if edits.allSatisfy(\.base.isEmpty) {
        let side = piece.outcome == .ours ? Side.ours : .theirs
        let lines = piece.hunk.lines(side)
        let isWhole = lines.count == 1 && EntryLine(scene.text(side), lines.lowerBound).isWhole
        self = isWhole ? .newLine : Self.areDefinitions(lines, scene.outline(side)) ? .newItems : .insertion
      } else if edits.allSatisfy(\.side.isEmpty) {
        self = .removal
      } else {
        self = .replacement
      }
    }
  }
}
