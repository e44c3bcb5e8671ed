using System.Reflection;

namespace Counterweight.Reference.Catalog;

/// <summary>Every kernel once for each element type and variant. A case joins by being written: none is listed by hand.</summary>
public static class KernelCatalog
{
    /// <summary>All cases, by name and type.</summary>
    public static IReadOnlyList<KernelCase> All { get; } =
    [
        .. typeof(KernelCatalog).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(KernelCase)) && !type.IsAbstract)
            .SelectMany(Closed)
            .SelectMany(Instances)
            .OrderBy(kernel => kernel.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>The case that prints as <paramref name="name"/>.</summary>
    public static KernelCase Find(string name) => All.Single(kernel => string.Equals(kernel.ToString(), name, StringComparison.Ordinal));

    private static IEnumerable<Type> Closed(Type type) =>
        type.IsGenericTypeDefinition ? [type.MakeGenericType(typeof(float)), type.MakeGenericType(typeof(double))] : [type];

    private static IEnumerable<KernelCase> Instances(Type type)
    {
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).Single();
        return constructor.GetParameters().Length == 0
            ? [(KernelCase)constructor.Invoke([])]
            : Enum.GetValues<LossVariant>().Select(variant => (KernelCase)constructor.Invoke([variant]));
    }
}
