namespace McpProxy.Plugins.Credentials.TokenExchange.Templates;

/// <summary>A part of a template that stands for a value. Compared by reference.</summary>
/// <param name="text">What is written between the braces; for messages.</param>
/// <param name="references">The names in their order; the first that has a value counts.</param>
/// <param name="isOptional">Whether there may be no value.</param>
internal sealed class Placeholder(string text, IReadOnlyList<ValueReference> references, bool isOptional)
{
    public string Text { get; } = text;

    public IReadOnlyList<ValueReference> References { get; } = references;

    public bool IsOptional { get; } = isOptional;
}
