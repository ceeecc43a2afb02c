namespace McpProxy.Plugins.Credentials.TokenExchange.Templates;

/// <summary>The values of placeholders, found before anything is rendered.</summary>
internal interface ITemplateValues
{
    /// <summary>The value of a placeholder; null when it is optional and has none.</summary>
    TemplateValue? Of(Placeholder placeholder);
}
