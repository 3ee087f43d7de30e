/// A part of a Python text with names of its own.
public struct PythonScope: Sendable {
  public enum Kind: Sendable { case module, classBody, function, lambda, comprehension, typeParameters }

  public let kind: Kind
  /// The scope around it; nil for the module.
  public let parent: Int?
  /// The definition whose body it is, if it is one's.
  public internal(set) var definition: Int?
  /// What its names are, by their numbers.
  var bindings: [Int32: Binding] = [:]

  init(_ kind: Kind, parent: Int?, definition: Int? = nil) {
    self.kind = kind
    self.parent = parent
    self.definition = definition
  }

  enum Binding: Sendable { case local, global, nonlocal }
}

/// One place where a name stands for a value.
public struct PythonOccurrence: Sendable {
  public enum Role: Sendable {
    case load, store, delete
    /// The name of a parameter where it is declared.
    case parameter
    /// The name of a function or class where it is defined.
    case definition
    /// A name that an import binds.
    case importing
    /// A name in a `global` or `nonlocal` statement.
    case global, nonlocal
  }

  /// Which token it is.
  public let token: Int
  /// The number of the name.
  public let name: Int32
  /// The scope that it stands in.
  public internal(set) var scope: Int
  public internal(set) var role: Role
  /// Whether it stands in a field such as `{name=}`, which prints the name itself.
  public internal(set) var isPrinted = false
  /// Whether it would be bound if an assignment followed.
  var canBind = false

  /// Whether it gives the name a value in the scope that it stands in.
  var binds: Bool {
    switch role {
    case .load, .global, .nonlocal: false
    case .store, .delete, .parameter, .definition, .importing: true
    }
  }
}

extension PythonModule {
  /// The scope whose name an occurrence is, found as Python does; nil for built-in and unknown names.
  ///
  /// Complexity: O(depth of scopes).
  public func bindingScope(of occurrence: PythonOccurrence) -> Int? {
    bindingScope(of: occurrence.name, in: occurrence.scope)
  }

  /// The scope whose name a name used in a scope is; nil for built-in and unknown names.
  func bindingScope(of name: Int32, in start: Int) -> Int? {
    var scope: Int? = start
    // Class bodies are seen only from directly inside.
    var seesClass = true
    var isNonlocal = false
    while let index = scope {
      let here = scopes[index]
      if here.kind != .classBody || (seesClass && !isNonlocal) {
        switch here.bindings[name] {
        case .local: if index != 0 || !isNonlocal { return index }
        case .global: return scopes[0].bindings[name] == nil ? nil : 0
        case .nonlocal: isNonlocal = true
        case nil: break
        }
      }
      if here.kind != .typeParameters { seesClass = false }
      scope = here.parent
    }
    return nil
  }

  /// Notes what each scope binds.
  mutating func bindNames() {
    for occurrence in occurrences {
      let scope = occurrence.scope
      switch occurrence.role {
      case .global: scopes[scope].bindings[occurrence.name] = .global
      case .nonlocal: scopes[scope].bindings[occurrence.name] = .nonlocal
      default: break
      }
    }
    for occurrence in occurrences where occurrence.binds {
      switch scopes[occurrence.scope].bindings[occurrence.name] {
      case .global: scopes[0].bindings[occurrence.name] = .local
      case .nonlocal: break
      default: scopes[occurrence.scope].bindings[occurrence.name] = .local
      }
    }
  }
}
