using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>What a step's answer said.</summary>
internal sealed class StepResult(IReadOnlyDictionary<string, TemplateValue> values) : ExchangeResult
{
    public IReadOnlyDictionary<string, TemplateValue> Values { get; } = values;

    public TemplateValue? Find(string name) => Values.TryGetValue(name, out var value) ? value : null;
}
