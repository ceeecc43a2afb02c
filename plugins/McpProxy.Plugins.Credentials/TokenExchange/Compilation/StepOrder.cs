using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.TokenExchange.Compilation;

/// <summary>Finds out what each step needs: of the exchange, and of other steps, which must not need it in turn.</summary>
internal sealed class StepOrder(IReadOnlyList<StepPlan> steps, Mistakes mistakes)
{
    private readonly bool[] _done = new bool[steps.Count];
    private readonly List<StepPlan> _path = [];

    /// <summary>Completes all steps.</summary>
    public void Complete()
    {
        foreach (var step in steps)
        {
            Visit(step);
        }
    }

    /// <summary>What placeholders depend on. Values that nothing can stand in for become required of their steps.</summary>
    public ExchangeParts UsesOf(IEnumerable<Placeholder> placeholders)
    {
        var uses = ExchangeParts.None;
        foreach (var placeholder in placeholders)
        {
            foreach (var reference in placeholder.References)
            {
                uses |= UsesOf(reference);
            }

            if (!placeholder.IsOptional && placeholder.References is [.., { Origin: ValueOrigin.Step } last])
            {
                steps[last.Step].Required.Add(last.Name);
            }
        }

        return uses;
    }

    private ExchangeParts UsesOf(ValueReference reference)
    {
        switch (reference.Origin)
        {
            case ValueOrigin.Identity:
                return ExchangeParts.Identity;
            case ValueOrigin.Region:
                return ExchangeParts.Region;
            case ValueOrigin.Profile:
                return ExchangeParts.Profile;
            case ValueOrigin.Step:
                Visit(steps[reference.Step]);
                return steps[reference.Step].Uses;
            default:
                return ExchangeParts.None;
        }
    }

    private void Visit(StepPlan step)
    {
        if (_done[step.Index])
        {
            return;
        }

        if (_path.Contains(step))
        {
            var circle = _path.SkipWhile(s => s != step).Append(step).Select(s => s.Name);
            mistakes.At(step.Name).Invalid($"The step needs its own answer: {string.Join(" needs ", circle)}.");
            _done[step.Index] = true;
            return;
        }

        _path.Add(step);
        step.Uses = UsesOf(step.Placeholders)
            | (step.Request.Url.IsRegional || step.Jwt?.Jwks?.Url.IsRegional == true ? ExchangeParts.Region : ExchangeParts.None);
        _path.RemoveAt(_path.Count - 1);
        _done[step.Index] = true;
    }
}
