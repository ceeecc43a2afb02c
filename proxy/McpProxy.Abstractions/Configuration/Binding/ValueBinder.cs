using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Binding;

/// <summary>Binds one section after another for one call of <see cref="StrictBinder"/>. A false return means that the mistake was added.</summary>
internal sealed class ValueBinder(ConfigErrors errors, StrictBinderOptions options)
{
    public bool TryBind(Type type, IConfigurationSection section, out object? value)
    {
        var kind = BindableType.Of(type);
        return kind.Kind switch
        {
            BindableKind.Object => TryBindObject(kind.Type, section, out value),
            BindableKind.List => TryBindList(kind, section, out value),
            BindableKind.Map => TryBindMap(kind, section, out value),
            BindableKind.Flags when IsList(section) => TryBindFlags(kind, section, out value),
            BindableKind.Json => JsonValue.TryRead(section, options, errors, out value),
            BindableKind.Secret => TryBindSecret(section, out value),
            _ => TryBindScalar(kind, section, out value),
        };
    }

    public bool TryBindObject(Type type, IConfigurationSection section, out object? value)
    {
        value = null;
        var readable = true;
        if (section.Value is { } text)
        {
            if (ShortFormReader.Of(type) is not { } shortForm)
            {
                errors.Add(ConfigErrorCodes.WrongType, section.Path, $"Expected an object, got {Came.Describe(section)}.");
                return false;
            }

            if (!shortForm.TryParse(text, out value, out var error))
            {
                // The name stays declared, so that the one mistake does not cause others where it is used.
                readable = false;
                errors.Add(ConfigErrorCodes.ShortForm, section.Path, error, $"Write {shortForm.Form}, or an object.");
            }
        }

        var shape = ObjectShape.Of(type);
        value ??= shape.Create();
        Fill(shape, value, section);
        if (readable)
        {
            CheckRequired(shape, value, section);
        }

        return true;
    }

    private void Fill(ObjectShape shape, object target, IConfigurationSection section)
    {
        foreach (var child in section.GetChildren())
        {
            if (!shape.Properties.TryGetValue(child.Key, out var property))
            {
                UnknownKey.Add(errors, child, section, shape.Properties.Values.Select(p => p.Name));
            }
            else if (!IsAbsent(property.Type, child) && TryBind(property.Type, child, out var value) && Fits(property, value, child))
            {
                property.Set(target, value);
            }
        }
    }

    private void CheckRequired(ObjectShape shape, object target, IConfigurationSection section)
    {
        foreach (var property in shape.Required)
        {
            var given = section.GetSection(property.Name);
            // A value that is there but wrong has been reported already.
            if (IsUnset(property.Property.GetValue(target)) && given.Value is null or "" && !StrictBinderOptions.HasChildren(given))
            {
                errors.Add(ConfigErrorCodes.Missing, given.Path, $"'{property.Name}' is required.");
            }
        }
    }

    private static bool IsUnset(object? value) => value is null or "" or Secret { HasValue: false };

    /// <summary>
    /// A null leaves the default. An empty object, which flat keys show as a null, is still a map without keys, and a null is
    /// a JSON value of its own; only the file itself can tell them apart.
    /// </summary>
    private bool IsAbsent(Type type, IConfigurationSection section)
    {
        if (section.Value is not null || StrictBinderOptions.HasChildren(section))
        {
            return false;
        }

        return BindableType.Of(type).Kind switch
        {
            BindableKind.Map => options.JsonOf(section)?.ValueKind is not JsonValueKind.Object,
            BindableKind.Json => options.JsonOf(section) is null,
            _ => true,
        };
    }

    private bool Fits(PropertyShape property, object? value, IConfigurationSection section)
    {
        var fits = true;
        foreach (var rule in property.Rules)
        {
            if (rule.IsValid(value))
            {
                continue;
            }

            fits = false;
            if (rule is RangeAttribute range)
            {
                errors.Add(ConfigErrorCodes.OutOfRange, section.Path, $"Must be {ValueRange.Describe(range)}, not {section.Value}.");
            }
            else
            {
                errors.Add(ConfigErrorCodes.InvalidValue, section.Path, rule.FormatErrorMessage(property.Name));
            }
        }

        return fits;
    }

    private bool TryBindList(BindableType type, IConfigurationSection section, out object? value)
    {
        value = null;
        var children = section.GetChildren().ToList();
        // An empty array is an empty text in .NET configuration.
        if (section.Value is { Length: > 0 } || !children.TrueForAll(c => int.TryParse(c.Key, out _)))
        {
            errors.Add(ConfigErrorCodes.WrongType, section.Path, $"Expected an array of {type.ItemNoun}, got {Came.Describe(section)}.");
            return false;
        }

        var items = new List<object?>(children.Count);
        foreach (var child in children)
        {
            if (TryBind(type.Item!, child, out var item))
            {
                items.Add(item);
            }
        }

        var array = Array.CreateInstance(type.Item!, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            array.SetValue(items[i], i);
        }

        value = type.ToCollection(array);
        return true;
    }

    private bool TryBindMap(BindableType type, IConfigurationSection section, out object? value)
    {
        value = null;
        if (section.Value is not null)
        {
            errors.Add(ConfigErrorCodes.WrongType, section.Path, $"Expected an object, got {Came.Describe(section)}.");
            return false;
        }

        var map = type.CreateMap();
        foreach (var child in section.GetChildren())
        {
            if (!IsRemoved(child) && TryBind(type.Item!, child, out var item))
            {
                map.Add(child.Key, item);
            }
        }

        value = map;
        return true;
    }

    /// <summary>A later file takes an entry out of a map by writing null.</summary>
    private bool IsRemoved(IConfigurationSection entry) =>
        entry.Value is null && !StrictBinderOptions.HasChildren(entry) && options.JsonOf(entry)?.ValueKind is JsonValueKind.Null;

    private bool TryBindFlags(BindableType type, IConfigurationSection section, out object? value)
    {
        var bits = 0L;
        var all = true;
        foreach (var child in section.GetChildren())
        {
            all &= TryBindScalar(type, child, out var bit);
            bits |= Convert.ToInt64(bit ?? 0);
        }

        value = Enum.ToObject(type.Type, bits);
        return all;
    }

    private bool TryBindSecret(IConfigurationSection section, out object? value)
    {
        value = null;
        if (section.Value is not { } text || StrictBinderOptions.HasChildren(section))
        {
            errors.Add(ConfigErrorCodes.WrongType, section.Path, $"Expected a secret reference, got {Came.DescribeShape(section)}.", "Write env:NAME or file:/path.");
            return false;
        }

        var resolved = Secret.TryResolve(text, section.Path, errors, options, out var secret);
        value = secret;
        return resolved;
    }

    private bool TryBindScalar(BindableType type, IConfigurationSection section, out object? value)
    {
        value = null;
        if (StrictBinderOptions.HasChildren(section) || section.Value is not { } text)
        {
            errors.Add(ConfigErrorCodes.WrongType, section.Path, $"Expected {type.Noun}, got {Came.Describe(section)}.");
            return false;
        }

        if (type.TryParse(text, out value))
        {
            return true;
        }

        if (type.Names.Count > 0)
        {
            var near = NearestName.Find(text, type.Names);
            errors.Add(ConfigErrorCodes.UnknownName, section.Path, $"Expected {type.Noun}, got {Came.Describe(section)}.", near is null ? "" : $"Did you mean '{near}'?");
            return false;
        }

        errors.Add(ConfigErrorCodes.WrongType, section.Path, $"Expected {type.Noun}, got {Came.Describe(section)}.");
        return false;
    }

    private static bool IsList(IConfigurationSection section) => StrictBinderOptions.HasChildren(section) || section.Value is "";
}
