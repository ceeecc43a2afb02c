namespace McpProxy.Mcp.Sessions;

/// <summary>
/// Who gives way when there are too many sessions: the longest idle session of the caller that holds the most. A caller never displaces
/// one that holds fewer than itself, so nobody can drive the others out by opening sessions. All anonymous callers are one, and so are all whose credential has not proved itself.
/// </summary>
internal static class SessionEviction
{
    /// <summary>The sessions that may give way, first the one that should.</summary>
    /// <param name="sessions">All sessions.</param>
    /// <param name="principal">The caller that needs room.</param>
    public static IEnumerable<McpSession> Candidates(ICollection<McpSession> sessions, string principal)
    {
        var held = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var session in sessions)
        {
            var share = PrincipalKey.ShareOf(session.Principal);
            held[share] = held.GetValueOrDefault(share) + 1;
        }

        var ownShare = PrincipalKey.ShareOf(principal);
        var own = held.GetValueOrDefault(ownShare);
        return from session in sessions
               let share = PrincipalKey.ShareOf(session.Principal)
               let count = held[share]
               where !session.IsInUse && (count > own || share == ownShare)
               orderby count descending, session.LastUsed
               select session;
    }
}
