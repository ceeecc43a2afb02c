using System.Globalization;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>
/// Finds the values of placeholders, running the steps that have them. First all are resolved, then templates are rendered.
/// Not thread-safe.
/// </summary>
/// <param name="exchanger">Runs steps.</param>
/// <param name="inputs">What is known already.</param>
/// <param name="cancellationToken">Stops waiting for steps; these go on.</param>
internal sealed class Evaluation(TokenExchanger exchanger, ExchangeInputs inputs, CancellationToken cancellationToken) : ITemplateValues
{
    private readonly Dictionary<Placeholder, TemplateValue?> _values = [];
    private readonly List<UsedResult> _used = [];
    private RotatedSubject? _subject;

    public ExchangeInputs Inputs { get; } = inputs;

    /// <summary>Results that values were taken from.</summary>
    public IReadOnlyList<UsedResult> Used => _used;

    /// <summary>Whether a step failed that need not succeed.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>The subject as it was sent; null when no value needed it, or when none is kept.</summary>
    public RotatedSubject? Rotated => _subject;

    /// <summary>The page that is fetched, from 1 on.</summary>
    public int Page { get; set; } = 1;

    /// <summary>What the page before said of the next one.</summary>
    public string? Next { get; set; }

    public TemplateValue? Of(Placeholder placeholder) => _values[placeholder];

    /// <summary>Finds the values of placeholders.</summary>
    /// <exception cref="ProxyErrorException">One has no value and must have one.</exception>
    public async ValueTask ResolveAsync(IEnumerable<Placeholder> placeholders)
    {
        foreach (var placeholder in placeholders)
        {
            if (!_values.ContainsKey(placeholder) || placeholder.References.Any(r => r.Origin is ValueOrigin.Page or ValueOrigin.Next))
            {
                _values[placeholder] = await FindAsync(placeholder);
            }
        }
    }

    private async ValueTask<TemplateValue?> FindAsync(Placeholder placeholder)
    {
        foreach (var reference in placeholder.References)
        {
            if (await FindAsync(reference) is { Text.Length: > 0 } value)
            {
                return value;
            }
        }

        return placeholder.IsOptional ? null : throw exchanger.Errors.NoValue(placeholder.Text);
    }

    private async ValueTask<TemplateValue?> FindAsync(ValueReference reference) => reference.Origin switch
    {
        ValueOrigin.Constant => reference.Constant,
        ValueOrigin.Subject => Of(await SubjectAsync()),
        ValueOrigin.Tenant => Of(Inputs.Caller.Tenant),
        ValueOrigin.Principal => Of(Inputs.Caller.Principal),
        ValueOrigin.Region => Of(Inputs.Region),
        ValueOrigin.Profile => Of(Inputs.Profile),
        ValueOrigin.Identity => Inputs.Identity is { } identity && identity.Values.TryGetValue(reference.Name, out var value) ? value : null,
        ValueOrigin.Page => Of(Page.ToString(CultureInfo.InvariantCulture)),
        ValueOrigin.Next => Of(Next),
        _ => await FromStepAsync(reference),
    };

    private async ValueTask<TemplateValue?> FromStepAsync(ValueReference reference)
    {
        var step = exchanger.Plan.Steps[reference.Step];
        foreach (var used in _used)
        {
            if (used.Step == step)
            {
                return used.Result.Find(reference.Name);
            }
        }

        try
        {
            var result = await exchanger.GetStepAsync(step, Inputs, cancellationToken);
            _used.Add(new(step, Inputs.KeyOf(step), result));
            return result.Find(reference.Name);
        }
        catch (ProxyErrorException) when (step.IsOptional)
        {
            IsIncomplete = true;
            return null;
        }
    }

    private async ValueTask<string?> SubjectAsync()
    {
        if (!exchanger.Rotates || Inputs.Subject.Text is null)
        {
            return Inputs.Subject.Text;
        }

        _subject ??= await exchanger.Rotations.ReadAsync(Inputs);
        return _subject.Text ?? Inputs.Subject.Text;
    }

    private static TemplateValue? Of(string? text) => string.IsNullOrEmpty(text) ? null : new(text);
}
