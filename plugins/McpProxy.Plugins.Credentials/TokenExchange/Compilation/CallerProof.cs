using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;

namespace McpProxy.Plugins.Credentials.TokenExchange.Compilation;

/// <summary>
/// Finds out whether an exchange can succeed only after a server has accepted the subject. A value that may be missing, or that
/// something else can stand in for, proves nothing.
/// </summary>
internal sealed class CallerProof(IReadOnlyList<StepPlan> steps)
{
    // A circle is a mistake, which is reported; it must not hang the report.
    private readonly HashSet<int> _path = [];

    public bool IsGivenBy(ExchangePlan plan) =>
        plan.Placeholders.Any(ComesFromProof) || (plan.Identities is { } identities && identities.Request.Placeholders.Any(IsSubjectOrProof));

    private bool IsSubjectOrProof(Placeholder placeholder) =>
        (!placeholder.IsOptional && placeholder.References is [{ Origin: ValueOrigin.Subject }]) || ComesFromProof(placeholder);

    /// <summary>Whether all that can give the value are steps that send the subject.</summary>
    private bool ComesFromProof(Placeholder placeholder) =>
        placeholder is { IsOptional: false, References.Count: > 0 }
        && placeholder.References.All(r => r.Origin == ValueOrigin.Step && IsProof(steps[r.Step]));

    private bool IsProof(StepPlan step)
    {
        if (!_path.Add(step.Index))
        {
            return false;
        }

        var proves = step.Request.Placeholders.Any(IsSubjectOrProof);
        _path.Remove(step.Index);
        return proves;
    }
}
