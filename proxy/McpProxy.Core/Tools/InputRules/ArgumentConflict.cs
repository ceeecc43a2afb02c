namespace McpProxy.Tools.InputRules;

/// <summary>Two members of a call that are the same argument, with different values.</summary>
/// <param name="Argument">The argument.</param>
/// <param name="First">One name as the caller gave it.</param>
/// <param name="Second">The other.</param>
internal sealed record ArgumentConflict(string Argument, string First, string Second);
