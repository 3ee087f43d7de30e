extension CommandParser {
  /// Looks at what only the whole line can tell.
  func checkWhole(
    _ command: CommandSpec, options: ParsedOptions, operands: [String]
  ) throws(UsageError) {
    try checkOptions(of: command, options)
    try checkCount(of: operands, for: command)
    try checkReplacement(of: operands, for: command, options)
    if command == .help {
      for name in operands { _ = try findCommand(name) }
    }
  }

  private func checkOptions(of command: CommandSpec, _ options: ParsedOptions) throws(UsageError) {
    for spec in command.options {
      if spec.isRequired, !options.has(spec) {
        throw UsageError("'\(command.name)' needs at least one \(spec.label.trimmingSpaces)")
          .withHint(usageHint(command))
      }
      guard options.has(spec) else { continue }
      for other in command.options where spec.excludes.contains(other.long) && options.has(other) {
        throw UsageError("'\(spec.spelling)' and '\(other.spelling)' cannot be given together")
      }
    }
  }

  private func checkCount(of operands: [String], for command: CommandSpec) throws(UsageError) {
    guard let spec = command.operands else {
      guard let first = operands.first else { return }
      throw UsageError("'\(command.name)' takes no arguments, but '\(first)' was given")
        .withHint(usageHint(command))
    }
    if operands.count < spec.minimum {
      let article = spec.minimum > 1 ? "" : "a "
      throw UsageError("'\(command.name)' needs \(article)\(spec.placeholder)").withHint(usageHint(command))
    }
    if let maximum = spec.maximum, operands.count > maximum {
      let isList = spec.minimum == maximum && maximum > 1
      let what =
        isList
        ? spec.placeholder : maximum == 1 ? "one \(spec.placeholder)" : "\(maximum) \(spec.placeholder)s"
      throw UsageError("'\(command.name)' takes \(what), but '\(operands[maximum])' was given too")
        .withHint(usageHint(command))
    }
  }

  /// Sees to it that there are operands, or the flag that stands for all of them, but not both.
  private func checkReplacement(
    of operands: [String], for command: CommandSpec, _ options: ParsedOptions
  ) throws(UsageError) {
    guard let spec = command.operands, let name = spec.replacement,
      let option = command.options.first(where: { $0.long == name })
    else { return }
    if operands.isEmpty, !options.has(option) {
      throw UsageError("'\(command.name)' needs a \(spec.placeholder) or '\(option.spelling)'")
        .withHint(usageHint(command))
    }
    if !operands.isEmpty, options.has(option) {
      throw UsageError("'\(option.spelling)' and a \(spec.placeholder) cannot be given together")
        .withHint(usageHint(command))
    }
  }

  private func usageHint(_ command: CommandSpec) -> String { "usage: \(command.usage)" }
}

extension String {
  /// This text without the spaces before it.
  fileprivate var trimmingSpaces: String { String(drop { $0 == " " }) }
}
