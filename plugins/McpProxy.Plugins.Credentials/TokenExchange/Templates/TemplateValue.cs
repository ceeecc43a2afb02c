using System.Text.Json;

namespace McpProxy.Plugins.Credentials.TokenExchange.Templates;

/// <summary>A value for templates.</summary>
/// <param name="Text">The value as text.</param>
/// <param name="IsJson">Whether the text is JSON that is no string, so that it stays a number, say, in a JSON body.</param>
internal readonly record struct TemplateValue(string Text, bool IsJson = false)
{
    /// <summary>The value of a JSON element; null for a JSON null, and for an empty string, which nothing can use.</summary>
    public static TemplateValue? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => element.GetString() is { Length: > 0 } text ? new(text) : null,
        _ => new(element.GetRawText(), IsJson: true),
    };

    /// <summary>Says nothing: values may be secret.</summary>
    public override string ToString() => nameof(TemplateValue);
}
