using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.TokenExchange.Caching;
using McpProxy.Plugins.Credentials.TokenExchange.Identities;
using McpProxy.Plugins.Credentials.TokenExchange.Jwt;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Plugins.Credentials.TokenExchange.Running;

/// <summary>
/// One token exchange at work: trades credentials, and keeps what it got for them. All routes with the same options share one,
/// so that none trades what another has traded already.
/// </summary>
internal sealed class TokenExchanger : IIdentitySource
{
    private readonly TokenExchangeMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly BoundedCache<StepKey, Slot<StepResult>> _steps;
    private readonly BoundedCache<GrantKey, Grant> _grants;
    private readonly SharedResults? _shared;
    private readonly StepRunner _runner;
    private readonly SubjectReader _subjects;
    private readonly GrantMaker _maker;
    private readonly IdentityDirectory? _identities;

    /// <summary>False if they depend on a profile that is not known before the identity is; then only the answers of steps are kept.</summary>
    private readonly bool _keepsGrants;

    public TokenExchanger(ExchangePlan plan, ExchangeDependencies dependencies)
    {
        Plan = plan;
        _metrics = dependencies.Metrics;
        _time = dependencies.Time;
        Errors = new ExchangeErrors(plan);
        Rotates = plan.Steps.Any(s => s.Rotates is not null);
        Rotations = new RotatedSubjects(plan.Name, dependencies.Store, dependencies.Seal, dependencies.Logger);
        _steps = new(plan.Cache.MaxEntries, _time);
        _grants = new(plan.Cache.MaxEntries, _time);
        _shared = plan.Cache.Distributed ? new SharedResults(plan, dependencies.Store, dependencies.Seal, _time, dependencies.Logger) : null;
        _subjects = new SubjectReader(plan.Subject, Errors, dependencies.Flows);
        var requests = new ExchangeRequests(plan, Errors, dependencies.Client, _metrics, _time);
        _runner = new StepRunner(this, requests, new JwtReader(Errors, new JwtKeys(plan, Errors, requests, _time), _time), _time);
        _identities = plan.Identities is null ? null : new IdentityDirectory(this, plan.Identities, new IdentityLister(this, plan.Identities, requests, _time), _time);
        _keepsGrants = plan.Identities is null || !plan.Uses.HasFlag(ExchangeParts.Profile);
        _maker = new GrantMaker(this, _identities, _time);
    }

    public ExchangePlan Plan { get; }

    public ExchangeErrors Errors { get; }

    /// <summary>Whether servers may replace the credentials that callers send.</summary>
    public bool Rotates { get; }

    public RotatedSubjects Rotations { get; }

    /// <summary>Whether a caller with a false credential gets nothing.</summary>
    public bool ProvesCaller => Plan.ProvesCaller;

    public bool BindsRegion => Plan.Identities is { BindsRegion: true };

    /// <summary>Gives an exchange what it needs; at once when it is there.</summary>
    /// <exception cref="ProxyErrorException">It cannot be had.</exception>
    public ValueTask PrepareAsync(HttpContext context, ProxyExchange exchange)
    {
        if (!_subjects.CanReadAtOnce)
        {
            return PrepareLaterAsync(context, exchange);
        }

        var subject = _subjects.Read(context, exchange);
        var key = KeyOf(subject, exchange);
        return TryGive(key, context, exchange) ? default : MakeAsync(key, subject, context, exchange);
    }

    /// <summary>The upstream refused what a grant holds: next time it is obtained anew.</summary>
    public void Refuse(Grant grant)
    {
        foreach (var used in grant.Used)
        {
            if (_steps.Find(used.Key, _time.GetUtcNow()) is { } slot && slot.Drop(used.Result))
            {
                _metrics.Dropped(Plan.Name, grant.LogName);
                _ = _shared?.RemoveAsync(used.Key);
            }
        }
    }

    public async ValueTask<IReadOnlyList<PartnerIdentity>> ListAsync(HttpContext context, bool refresh = false)
    {
        var exchange = ProxyExchange.Get(context) ?? throw new InvalidOperationException("The request is not in the corridor.");
        var subject = _subjects.CanReadAtOnce ? _subjects.Read(context, exchange) : await _subjects.ReadAsync(context, exchange);
        NoteCredential(subject, exchange);
        return _identities is null ? [] : (await _identities.GetAsync(InputsOf(subject, exchange), refresh, context.RequestAborted)).Public;
    }

    /// <summary>The result of a step.</summary>
    /// <exception cref="ProxyErrorException">It cannot be had.</exception>
    public ValueTask<StepResult> GetStepAsync(StepPlan step, ExchangeInputs inputs, CancellationToken cancellationToken)
    {
        var key = inputs.KeyOf(step);
        var slot = _steps.GetOrAdd(key, () => new Slot<StepResult>(_time, Plan.Cache.RefusedFor));
        return slot.GetAsync(() => FetchAsync(step, inputs, key), fresh: false, cancellationToken);
    }

    /// <summary>Drops results that are older than a time, as something made of them was refused.</summary>
    /// <returns>Whether there is anything newer to be had: also when somebody whose request was refused in the same moment was faster.</returns>
    public bool DropOlder(IReadOnlyList<UsedResult> results, DateTimeOffset than)
    {
        var any = false;
        foreach (var used in results.Where(u => u.Result.ObtainedAt < than))
        {
            any |= _steps.Find(used.Key, _time.GetUtcNow()) is not { } slot || slot.GiveWay(used.Result);
        }

        return any;
    }

    private bool TryGive(in GrantKey key, HttpContext context, ProxyExchange exchange)
    {
        var now = _time.GetUtcNow();
        if (_grants.Find(key, now) is not { } grant || !grant.IsGood(now))
        {
            return false;
        }

        Give(grant, context, exchange);
        return true;
    }

    private static void Give(Grant grant, HttpContext context, ProxyExchange exchange)
    {
        grant.ApplyTo(exchange);
        context.Features[typeof(Grant)] = grant;
    }

    private async ValueTask PrepareLaterAsync(HttpContext context, ProxyExchange exchange)
    {
        var subject = await _subjects.ReadAsync(context, exchange);
        var key = KeyOf(subject, exchange);
        if (!TryGive(key, context, exchange))
        {
            await MakeAsync(key, subject, context, exchange);
        }
    }

    private async ValueTask MakeAsync(GrantKey key, Subject subject, HttpContext context, ProxyExchange exchange)
    {
        NoteCredential(subject, exchange);
        var grant = await _maker.MakeAsync(InputsOf(subject, exchange), exchange, context.RequestAborted);
        if (_keepsGrants)
        {
            _grants.Set(key, grant);
        }

        Give(grant, context, exchange);
    }

    private static void NoteCredential(Subject subject, ProxyExchange exchange)
    {
        if (subject.IsCallers)
        {
            exchange.CredentialFingerprint = subject.Fingerprint;
        }
    }

    private ExchangeInputs InputsOf(Subject subject, ProxyExchange exchange) =>
        new(subject, exchange.Caller, Plan.IsShared ? "" : exchange.Caller.Key) { Region = exchange.Region, Profile = exchange.Profile };

    private GrantKey KeyOf(Subject subject, ProxyExchange exchange)
    {
        var caller = Plan.IsShared ? ExchangeCaller.Anonymous : exchange.Caller;
        var usesIdentity = Plan.Uses.HasFlag(ExchangeParts.Identity);
        var usesRegion = Plan.Uses.HasFlag(ExchangeParts.Region);
        return new(
            caller.Tenant,
            caller.Scheme,
            caller.Principal,
            subject.Digest,
            usesIdentity ? exchange.Identity : null,
            usesIdentity && exchange.HasChosenIdentity(),
            usesRegion ? exchange.Region : null,
            usesRegion && exchange.RegionSource < ContextSource.Identity,
            Plan.Uses.HasFlag(ExchangeParts.Profile) ? exchange.Profile : null);
    }

    private async Task<StepResult> FetchAsync(StepPlan step, ExchangeInputs inputs, StepKey key)
    {
        if (_shared is not null && await _shared.ReadAsync(key) is { } shared)
        {
            return shared;
        }

        var result = await _runner.RunAsync(step, inputs);
        if (_shared is not null)
        {
            await _shared.WriteAsync(key, result);
        }

        return result;
    }
}
