using System.Buffers;
using McpProxy.Configuration;
using McpProxy.Plugins.Credentials.TokenExchange.Options;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.TokenExchange.Compilation;

/// <summary>Compiles options into a plan, and finds every mistake in them.</summary>
internal sealed class ExchangeCompiler
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("{}|?. ");

    private readonly TokenExchangeOptions _options;
    private readonly Mistakes _mistakes;
    private readonly AddressRule _addresses;
    private readonly NameScope _names;
    private readonly RequestCompiler _requests;
    private readonly List<string> _stepNames;

    private ExchangeCompiler(TokenExchangeOptions options, Mistakes mistakes, bool allowHttp)
    {
        _options = options;
        _mistakes = mistakes;
        _addresses = new AddressRule(allowHttp);
        _stepNames = [.. options.Steps.Keys.Order(StringComparer.Ordinal)];
        _names = NameScope.Of(options, _stepNames);
        _requests = new RequestCompiler(options.Servers.ToDictionary(s => s.Key, s => new ServerPlan(s.Value), StringComparer.OrdinalIgnoreCase), _addresses, mistakes.At("Tls").Tls(options.Tls));
    }

    /// <summary>Compiles an exchange; the plan is of use only if no mistake was added.</summary>
    /// <param name="name">Name of the section.</param>
    /// <param name="options">The section.</param>
    /// <param name="path">Its configuration path.</param>
    /// <param name="errors">Where mistakes go.</param>
    /// <param name="allowHttp">Whether credentials may be sent unencrypted.</param>
    public static ExchangePlan Compile(string name, TokenExchangeOptions options, string path, ConfigErrors errors, bool allowHttp) =>
        new ExchangeCompiler(options, new Mistakes(path, path, errors), allowHttp).Compile(name);

    private ExchangePlan Compile(string name)
    {
        CheckServers();
        var steps = _stepNames.Select((step, i) => CompileStep(i, step, _options.Steps[step], _mistakes.At("Steps").At(step))).ToList();
        var order = new StepOrder(steps, _mistakes.At("Steps"));
        order.Complete();
        var plan = new ExchangePlan(name)
        {
            Subject = SubjectCompiler.Compile(_options.Subject, _options.Shared, _mistakes),
            Steps = steps,
            Identities = CompileIdentities(order),
            Items = [.. _options.Items.Select(i => KeyValuePair.Create(i.Key, _mistakes.At("Items").At(i.Key).Template(i.Value, _names)))],
            Profile = _options.Profile is { } profile ? _mistakes.At("Profile").Template(profile, _names) : null,
            Region = _options.Region is { } region ? _mistakes.At("Region").Template(region, _names) : null,
            IsShared = _options.Shared,
            Cache = _options.Cache,
            Revision = OptionsRevision.Of(_options),
        };
        if (plan.Items.Count == 0)
        {
            _mistakes.At("Items").Missing("The exchange leaves nothing for later transforms.", "Name at least access_token.");
        }

        CheckShared(plan);
        return plan with
        {
            Uses = order.UsesOf(plan.Placeholders) | (plan.Identities is null ? ExchangeParts.None : ExchangeParts.Identity),
            ProvesCaller = plan.Subject.Caller && new CallerProof(steps).IsGivenBy(plan),
        };
    }

    /// <summary>What all share is kept under nobody's key, so nothing in it may depend on who called first.</summary>
    private void CheckShared(ExchangePlan plan)
    {
        if (!plan.IsShared)
        {
            return;
        }

        var origins = plan.Steps.SelectMany(s => s.Placeholders).Concat(plan.Identities?.Request.Placeholders ?? []).Concat(plan.Placeholders)
            .SelectMany(p => p.References).Select(r => r.Origin).ToHashSet();
        foreach (var (origin, name) in new[] { (ValueOrigin.Tenant, "{tenant}"), (ValueOrigin.Principal, "{principal}") })
        {
            if (origins.Contains(origin))
            {
                _mistakes.At("Shared").Invalid($"A result cannot be shared that is made of {name}: one caller would get another's.", "Leave Shared out, or the name.");
            }
        }
    }

    private void CheckServers()
    {
        foreach (var (name, server) in _options.Servers)
        {
            var at = _mistakes.At("Servers").At(name);
            Check(server.Url, at);
            if (server.Regions.Count == 0 && server.Region is not null)
            {
                at.At("Region").Invalid("The address is the same in all regions.", "Add Regions, or remove Region.");
            }

            foreach (var (region, url) in server.Regions)
            {
                Check(url, at.At("Regions").At(region));
            }
        }
    }

    private void Check(Uri? url, Mistakes mistakes)
    {
        _addresses.Check(url, mistakes);
        if (url is { Query.Length: > 0 } or { Fragment.Length: > 0 })
        {
            mistakes.Invalid("The address has a query or a fragment.", "Write these in the URLs that begin with it.");
        }
    }

    private StepPlan CompileStep(int index, string name, StepOptions options, Mistakes mistakes)
    {
        if (NameScope.Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) || name.AsSpan().ContainsAny(NotInNames))
        {
            mistakes.Invalid($"A step cannot be called '{name}'.", "Templates could not name its values.");
        }

        if (options.Json is not null && options.Form.Count > 0)
        {
            mistakes.At("Form").Invalid("A request has one body.", "Write Json or Form.");
        }

        if (options.Rotates is { } rotates && !options.Read.ContainsKey(rotates))
        {
            mistakes.At("Rotates").Unknown($"The step reads no value '{rotates}'.", "Name one of those under Read.");
        }

        var request = _requests.Compile(name, options.Method, options.Url, options.Timeout, _names, mistakes) with
        {
            Headers = RequestCompiler.CompileHeaders(options.Headers, _names, mistakes.At("Headers")),
            Form = [.. options.Form.Select(f => KeyValuePair.Create(f.Key, mistakes.At("Form").At(f.Key).Template(f.Value, _names)))],
            Json = RequestCompiler.CompileJson(options.Json, _names, mistakes.At("Json")),
        };
        if (options.Tls is not null)
        {
            request = request with { Tls = mistakes.At("Tls").Tls(options.Tls) };
        }

        var jwt = new JwtCompiler(_requests, _names).Compile(options, name, mistakes.At("Jwt"));
        var step = new StepPlan(index, name, request)
        {
            SuccessStatuses = options.SuccessStatuses,
            Read = CompileRead(options.Read, mistakes.At("Read")),
            ExpiresIn = mistakes.At("ExpiresIn").Pointer(options.ExpiresIn),
            ExpiresAt = options.ExpiresAt is { } expiresAt ? mistakes.At("ExpiresAt").Pointer(expiresAt) : null,
            Lifetime = options.Lifetime,
            Jwt = jwt,
            Rotates = options.Rotates,
            IsOptional = options.Optional,
            Failure = options.Failure,
        };
        if (jwt is not null)
        {
            step.Required.Add(jwt.Of);
        }

        return step;
    }

    private IdentitiesPlan? CompileIdentities(StepOrder order)
    {
        if (_options.Identities is not { } options)
        {
            return null;
        }

        var mistakes = _mistakes.At("Identities");
        var names = _names.WithoutIdentity().WithPages();
        var request = _requests.Compile("identities", options.Method, options.Url, options.Timeout, names, mistakes) with
        {
            Headers = RequestCompiler.CompileHeaders(options.Headers, names, mistakes.At("Headers")),
        };
        if (order.UsesOf(request.Placeholders).HasFlag(ExchangeParts.Identity))
        {
            mistakes.Invalid("The list of identities needs a step that needs an identity.");
        }

        return new IdentitiesPlan(request, mistakes.At("Items").Pointer(options.Items))
        {
            Id = mistakes.At("Id").Pointer(options.Id),
            Type = mistakes.At("Type").Pointer(options.Type),
            Name = mistakes.At("Name").Pointer(options.Name),
            Region = mistakes.At("Region").Pointer(options.Region),
            Attributes = options.Attributes is { } attributes ? mistakes.At("Attributes").Pointer(attributes) : null,
            Relationships = options.Relationships is { } relationships ? mistakes.At("Relationships").Pointer(relationships) : null,
            Next = options.Next is { } next ? mistakes.At("Next").Pointer(next) : null,
            Read = CompileRead(options.Read, mistakes.At("Read")),
            MaxPages = options.MaxPages,
            Default = options.Default,
            Otherwise = options.Otherwise,
            BindsRegion = options.BindsRegion,
            RefreshAfter = options.RefreshAfter,
        };
    }

    private static List<ReadPlan> CompileRead(IReadOnlyDictionary<string, ReadOptions> values, Mistakes mistakes)
    {
        var compiled = new List<ReadPlan>();
        foreach (var (name, value) in values)
        {
            var at = mistakes.At(name);
            if (value.Pointers.Count == 0)
            {
                at.Missing("The value has no JSON pointer.");
            }

            compiled.Add(new ReadPlan(name, [.. value.Pointers.Select(at.Pointer)]));
        }

        return compiled;
    }
}
