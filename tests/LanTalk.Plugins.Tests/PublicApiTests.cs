using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using LanTalk.Testing.Processes;

namespace LanTalk.Plugins.Tests;

/// <summary>The public surface of the package, on which the plug-ins of others depend, is that of <c>PublicApi.txt</c>.</summary>
public sealed class PublicApiTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void ThePublicSurfaceIsTheApprovedOne()
    {
        var file = Path.Combine(InstalledTool.Repository(), "tests", "LanTalk.Plugins.Tests", "PublicApi.txt");
        var surface = Describe(typeof(Plugin).Assembly);
        if (Environment.GetEnvironmentVariable("LANTALK_RECORD") == "1")
        {
            File.WriteAllText(file, surface);
        }

        surface.Should().Be(
            File.ReadAllText(file),
            "plug-ins are compiled against it. If the change is meant: set LANTALK_RECORD=1, run this test again, and commit PublicApi.txt with a line in CHANGELOG.md");
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Modifiers(type)).Append(' ').Append(type.FullName);
            text.Append(type.BaseType is { } parent && parent != typeof(object) ? $" : {parent.Name}\n" : "\n");
            var members = type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Select(Describe).OfType<string>().Order(StringComparer.Ordinal);
            text.AppendJoin("", members.Select(member => $"    {member}\n")).Append('\n');
        }

        return text.ToString();
    }

    private static string Modifiers(Type type) =>
        type.IsInterface ? "interface" : type.IsEnum ? "enum" : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsSeen(constructor) => $"new({Parameters(constructor)})",
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsSeen) => Describe(property),
        MethodInfo method when IsSeen(method) && !method.IsSpecialName =>
            $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType, Nullability.Create(method.ReturnParameter))} {method.Name}({Parameters(method)})",
        FieldInfo field when field.IsPublic || field.IsFamily => $"{Name(field.FieldType, Nullability.Create(field))} {field.Name}",
        _ => null,
    };

    private static string Describe(PropertyInfo property)
    {
        var set = property.SetMethod is { } setter && IsSeen(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        return $"{(property.GetMethod!.IsStatic ? "static " : "")}{Name(property.PropertyType, Nullability.Create(property))} {property.Name} {{ get;{set} }}";
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "")}{Name(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{Default(parameter)}"));

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? "" : parameter.DefaultValue switch
    {
        null => " = null",
        string text => $" = \"{text}\"",
        var value => $" = {value}".ToLowerInvariant(),
    };

    private static string Name(Type type, NullabilityInfo nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{value.Name}?";
        }

        var name = type.Name.Split('`')[0];
        if (type.IsGenericType)
        {
            name += $"<{string.Join(", ", type.GetGenericArguments().Zip(nullability.GenericTypeArguments, Name))}>";
        }

        return nullability.ReadState == NullabilityState.Nullable && !type.IsValueType ? $"{name}?" : name;
    }
}
