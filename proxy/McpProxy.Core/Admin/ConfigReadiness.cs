using McpProxy.Configuration.Reloading;

namespace McpProxy.Admin;

/// <summary>Ready once a configuration is live; degraded while the last change to it is refused.</summary>
internal sealed class ConfigReadiness(ConfigReloader reloader) : IReadinessCheck
{
    private const string Check = "configuration";

    /// <summary>The log has all of them; an answer to anybody stays small.</summary>
    private const int MostErrors = 20;

    public IEnumerable<ReadinessReason> Examine()
    {
        var status = reloader.Status;
        if (status.Revision == 0)
        {
            yield return new(Check, ReadinessStatus.NotReady, "No configuration is live yet.");
        }
        else if (status.Errors.Count > 0)
        {
            yield return new(
                Check,
                ReadinessStatus.Degraded,
                $"The change of {status.LastAttemptAt:u} has {status.Errors.Count} mistake{(status.Errors.Count == 1 ? "" : "s")} and is not used; revision {status.Revision} stays live.",
                [.. status.Errors.Take(MostErrors).Select(e => e.ToString())]);
        }
    }
}
