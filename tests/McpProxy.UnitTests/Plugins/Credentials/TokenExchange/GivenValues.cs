using McpProxy.Plugins.Credentials.TokenExchange.Templates;

namespace McpProxy.UnitTests.Plugins.Credentials.TokenExchange;

/// <summary>Values for templates by the first name of a placeholder.</summary>
internal sealed class GivenValues(params (string Name, TemplateValue Value)[] values) : ITemplateValues
{
    public TemplateValue? Of(Placeholder placeholder)
    {
        foreach (var (name, value) in values)
        {
            if (placeholder.Text.TrimEnd('?') == name)
            {
                return value;
            }
        }

        return null;
    }
}
