namespace McpProxy.Tools.Binding;

/// <summary>A piece of a path template: literal text, or a variable.</summary>
/// <param name="Literal">Decoded literal text; empty for a variable.</param>
/// <param name="Parameter">The argument that fills a variable; null for a literal.</param>
/// <param name="CatchAll">Whether the variable (<c>{**name}</c>) may span several segments.</param>
internal sealed record PathPart(string Literal, ParameterBinding? Parameter, bool CatchAll);
