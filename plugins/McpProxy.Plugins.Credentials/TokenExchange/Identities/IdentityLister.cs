using System.Text.Json;
using McpProxy.Credentials;
using McpProxy.Plugins.Credentials.TokenExchange.Plans;
using McpProxy.Plugins.Credentials.TokenExchange.Running;
using McpProxy.Plugins.Credentials.TokenExchange.Templates;
using McpProxy.Plugins.Credentials.TokenServers;

namespace McpProxy.Plugins.Credentials.TokenExchange.Identities;

/// <summary>Fetches the identities of a credential, page after page.</summary>
internal sealed class IdentityLister(TokenExchanger exchanger, IdentitiesPlan plan, ExchangeRequests requests, TimeProvider time)
{
    private const string Failure = "The identities could not be listed";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <exception cref="ProxyErrorException">They cannot be had.</exception>
    public async Task<IdentityList> ListAsync(ExchangeInputs inputs)
    {
        // It must look the same whatever the request was for that happens to need it first.
        var started = time.GetUtcNow();
        var evaluation = new Evaluation(exchanger, inputs with { Identity = null, Region = null, Profile = null }, CancellationToken.None);
        await evaluation.ResolveAsync(plan.Request.Placeholders);
        var first = await requests.SendAsync(plan.Request, evaluation);
        if (first.Status == 401 && exchanger.DropOlder(evaluation.Used, started))
        {
            evaluation = new Evaluation(exchanger, evaluation.Inputs, CancellationToken.None);
            await evaluation.ResolveAsync(plan.Request.Placeholders);
            first = await requests.SendAsync(plan.Request, evaluation);
        }

        var now = time.GetUtcNow();
        return new IdentityList(await CollectAsync(evaluation, first)) { ObtainedAt = now, RefreshAt = now + plan.RefreshAfter, ExpiresAt = now + Lifetime };
    }

    private async Task<List<KnownIdentity>> CollectAsync(Evaluation evaluation, TokenAnswer answer)
    {
        var identities = new List<KnownIdentity>();
        Uri? link = null;
        for (var page = 1; ; page++)
        {
            if (answer.Status is < 200 or >= 300)
            {
                throw exchanger.Errors.Refused(Failure, plan.Request.Name, answer, evaluation.Inputs.Subject.IsCallers);
            }

            if (!Read(answer.Json, identities) || page >= plan.MaxPages || plan.Next?.Follow(answer.Json) is not { } next || TemplateValue.Of(next) is not { } more || more.Text is "false" or "0")
            {
                return identities;
            }

            if (plan.HasPageInUrl)
            {
                (evaluation.Page, evaluation.Next) = (page + 1, more.Text);
                await evaluation.ResolveAsync(plan.Request.Placeholders);
                answer = await requests.SendAsync(plan.Request, evaluation);
            }
            else
            {
                link = Follow(link ?? plan.Request.Url.Render(evaluation, evaluation.Inputs.Region), more.Text);
                answer = await requests.SendAsync(plan.Request, evaluation, link);
            }
        }
    }

    /// <summary>A link that an answer gave. It must stay where the credentials are meant to go.</summary>
    private Uri Follow(Uri from, string link) =>
        Uri.TryCreate(from, link, out var to) && Uri.Compare(from, to, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? to
            : throw exchanger.Errors.ValueNotInAnswer(Failure, plan.Request.Name, "Next");

    /// <returns>Whether the page had any.</returns>
    private bool Read(JsonElement page, List<KnownIdentity> identities)
    {
        var items = plan.Items.Follow(page);
        if (items.ValueKind != JsonValueKind.Array)
        {
            throw exchanger.Errors.ValueNotInAnswer(Failure, plan.Request.Name, "Items");
        }

        foreach (var item in items.EnumerateArray())
        {
            if (Read(item) is { } identity)
            {
                identities.Add(identity);
            }
        }

        return items.GetArrayLength() > 0;
    }

    /// <summary>An identity; null for something without an id, which nobody could choose.</summary>
    private KnownIdentity? Read(JsonElement item)
    {
        if (TextAt(plan.Id, item) is not { } id)
        {
            return null;
        }

        var identity = new PartnerIdentity(id)
        {
            Type = TextAt(plan.Type, item) ?? "",
            Name = TextAt(plan.Name, item),
            Region = TextAt(plan.Region, item),
            Attributes = plan.Attributes?.Follow(item) ?? default,
            Relationships = plan.Relationships?.Follow(item) ?? default,
        };
        var values = new Dictionary<string, TemplateValue>(StringComparer.OrdinalIgnoreCase) { ["id"] = new(id), ["type"] = new(identity.Type) };
        Add(values, "name", identity.Name);
        Add(values, "region", identity.Region);
        foreach (var read in plan.Read)
        {
            if (read.Find(item) is { } value)
            {
                values[read.Name] = value;
            }
        }

        return new KnownIdentity(identity, values);
    }

    private static void Add(Dictionary<string, TemplateValue> values, string name, string? text)
    {
        if (text is not null)
        {
            values[name] = new(text);
        }
    }

    private static string? TextAt(JsonPointer pointer, JsonElement item) => TemplateValue.Of(pointer.Follow(item))?.Text;
}
