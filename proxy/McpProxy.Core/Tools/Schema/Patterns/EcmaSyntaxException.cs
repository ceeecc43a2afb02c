namespace McpProxy.Tools.Schema.Patterns;

/// <summary>A pattern is not one of ECMA-262. Never leaves <see cref="EcmaTranslator"/>.</summary>
internal sealed class EcmaSyntaxException(string message) : Exception(message);
