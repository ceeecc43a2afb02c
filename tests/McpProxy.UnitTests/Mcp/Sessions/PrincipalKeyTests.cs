using System.Security.Claims;
using McpProxy.Mcp.Sessions;
using Microsoft.AspNetCore.Http;

namespace McpProxy.UnitTests.Mcp.Sessions;

public sealed class PrincipalKeyTests
{
    [Fact]
    public void Of_NotAuthenticated_IsEmpty()
    {
        Assert.Equal("", KeyOf(new ClaimsPrincipal()));
        Assert.Equal("", KeyOf(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "alice")]))));
    }

    [Fact]
    public void Of_SameSubject_IsTheSame() => Assert.Equal(KeyOf(User(("sub", "a"), ("iss", "i"))), KeyOf(User(("iss", "i"), ("sub", "a"), ("more", "x"))));

    [Fact]
    public void Of_DifferentCallers_AllDiffer()
    {
        ClaimsPrincipal[] callers =
        [
            User(("sub", "a"), ("iss", "i")),
            User(("sub", "a"), ("iss", "j")),
            User(("sub", "b"), ("iss", "i")),
            User(("sub", "a")),
            User((ClaimTypes.Name, "a")),
            User((ClaimTypes.Name, "b")),
            User(),
            new(),
        ];

        Assert.Equal(callers.Length, callers.Select(KeyOf).Distinct().Count());
    }

    [Fact]
    public void ShareOf_CallersThatHaveNotProvedThemselves_IsOneForAllOfThem()
    {
        var one = new DefaultHttpContext();
        one.Features.Set(new ExchangeCaller { Scheme = "partner", Principal = "1", IsVerified = false });
        var other = new DefaultHttpContext();
        other.Features.Set(new ExchangeCaller { Scheme = "partner", Principal = "2", IsVerified = false });

        Assert.NotEqual(PrincipalKey.Of(one), PrincipalKey.Of(other));
        Assert.Equal(PrincipalKey.ShareOf(PrincipalKey.Of(one)), PrincipalKey.ShareOf(PrincipalKey.Of(other)));
    }

    [Fact]
    public void Of_CallerOfOurSchemes_IsTenantSchemeAndPrincipal()
    {
        var http = new DefaultHttpContext { User = User(("sub", "somebody else")) };
        http.Features.Set(new ExchangeCaller { Tenant = "acme", Scheme = "keys", Principal = "ci" });

        Assert.Equal("acme\nkeys\nci", PrincipalKey.Of(http));
    }

    private static string KeyOf(ClaimsPrincipal user) => PrincipalKey.Of(new DefaultHttpContext { User = user });

    private static ClaimsPrincipal User(params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(c => new Claim(c.Type, c.Value)), "test"));
}
