using System.Buffers.Binary;
using System.Security.Cryptography;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Models;

/// <content>Versions, checksums and names around the model.</content>
public partial class ForgedFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(0x01000000)]
    [InlineData(-1)]
    public void OtherVersionsAreRefused(int version)
    {
        var bytes = Tree.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), version);
        Assert.Contains($"is of version {version}", Assert.Throws<InvalidDataException>(() => Load(Signed(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherFirstBytesAreRefused()
    {
        for (var at = 0; at < 8; at++)
        {
            var bytes = Tree.ToArray();
            bytes[at] ^= 0x20;
            Assert.Equal("This is no model file.", Assert.Throws<InvalidDataException>(() => Load(Signed(bytes))).Message);
        }
    }

    [Fact]
    public void CorrectionsAreOfTheClassesWithin()
    {
        // Two counts of names, two ratios from 12 on, the text of the kind at 28, then the tree: features, and classes at 49.
        var bytes = Saved(new PriorCorrectedClassifier(DecisionTreeClassifier.Fit(Mixed), [1, 3]), 8 + 20 + 17 + 169);
        foreach (var number in (double[])[double.NaN, double.PositiveInfinity])
        {
            Refused(bytes, 12, number, "logarithms of ratios are finite or −∞, and one is finite");
            Refused(bytes, 20, number, "logarithms of ratios are finite or −∞, and one is finite");
        }

        var first = Forged(bytes, 12, double.NegativeInfinity);
        Taken(first);
        Taken(Forged(bytes, 20, double.NegativeInfinity));
        Taken(Forged(bytes, 20, -7.5));
        Refused(first, 20, double.NegativeInfinity, "logarithms of ratios are finite or −∞, and one is finite");
        Refused(bytes, 8, -1, "-1 elements");
        Refused(bytes, 8, int.MaxValue, "elements");
        byte[] one = [.. bytes[..(Payload + 20)], .. bytes[(Payload + 28)..]];
        BinaryPrimitives.WriteInt64LittleEndian(one.AsSpan(28), one.Length - Payload - 32);
        Refused(one, 8, 1, "there is a ratio for each class");
        byte[] three = [.. bytes[..(Payload + 20)], .. bytes[(Payload + 12)..]];
        BinaryPrimitives.WriteInt64LittleEndian(three.AsSpan(28), three.Length - Payload - 32);
        Refused(three, 8, 3, "there is a ratio for each class");
    }

    [Fact]
    public void NamesThatAreNoTextAreRefused()
    {
        // The feature's name, one byte long, becomes the start of a longer sequence.
        var bytes = TestData.Saved(DecisionTreeClassifier.Fit(Pure), new ModelSchema([new("f")], ["c", "d"]));
        Assert.Equal((byte)'f', bytes[Payload + 8]);
        bytes[Payload + 8] = 0xC3;
        Assert.Contains("not UTF-8", Assert.Throws<InvalidDataException>(() => Load(Signed(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesAfterTheModelAreRefused()
    {
        foreach (var bytes in (byte[][])[Tree, Forest, AdaBoost, Boosting, Regression, Logistic])
        {
            byte[] longer = [.. bytes[..^32], 0, .. bytes[^32..]];
            BinaryPrimitives.WriteInt64LittleEndian(longer.AsSpan(28), bytes.Length - Payload - 32 + 1);
            Assert.Contains("bytes are left over", Assert.Throws<InvalidDataException>(() => Load(Signed(longer))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NamesOfOtherNumbersAreRefusedWhenLoaded()
    {
        // A name of each feature and class: "f" and "c", "d"; then the number of names is one too few.
        var bytes = TestData.Saved(DecisionTreeClassifier.Fit(Pure), new ModelSchema([new("f")], ["c", "d"]));
        Assert.Equal(["c", "d"], ModelFile.Load(new MemoryStream(bytes)).Schema.Classes);
        byte[] one = [.. bytes[..(Payload + 9)], 1, 0, 0, 0, .. bytes[(Payload + 13)..(Payload + 18)], .. bytes[(Payload + 23)..]];
        BinaryPrimitives.WriteInt64LittleEndian(one.AsSpan(28), one.Length - Payload - 32);
        Assert.Contains("schema.Classes has 1 elements for 2 classes", Assert.Throws<InvalidDataException>(() => Load(Signed(one))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesOfCategoriesThatTheModelDoesNotHaveAreRefusedWhenLoaded()
    {
        // "f", no category of two; then the flag that says whether "g" has categories, and one name, "a".
        var data = TestData.Create(2, 2, [1, 2, 0, 0], [0, 1]).WithCategories([null, ["a"]]);
        var bytes = TestData.Saved(DecisionTreeClassifier.Fit(data), new ModelSchema([new("f"), new("g", ["a"])], ["c", "d"]));
        Assert.Equal([1, 1, 0, 0, 0, 1, 0, 0, 0, (byte)'a'], bytes[(Payload + 29)..(Payload + 39)]);
        Assert.Equal(["a"], ModelFile.Load(new MemoryStream(bytes)).Schema.Features[1].Categories);
        byte[] swapped = [.. bytes[..(Payload + 28)], .. bytes[(Payload + 29)..(Payload + 39)], 0, .. bytes[(Payload + 39)..]];
        Assert.Contains("schema.Features[0], 'f', has categories, but the model splits numbers", Assert.Throws<InvalidDataException>(() => Load(Signed(swapped))).Message, StringComparison.Ordinal);
        byte[] none = [.. bytes[..(Payload + 30)], 0, 0, 0, 0, .. bytes[(Payload + 39)..]];
        BinaryPrimitives.WriteInt64LittleEndian(none.AsSpan(28), none.Length - Payload - 32);
        Assert.Contains("has 0 names", Assert.Throws<InvalidDataException>(() => Load(Signed(none))).Message, StringComparison.Ordinal);
        Assert.Contains("has 2 where 0 or 1 belongs", Assert.Throws<InvalidDataException>(() => Load(Signed([.. bytes[..(Payload + 28)], 2, .. bytes[(Payload + 29)..]]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MetadataThatIsNoneIsRefusedWhenLoaded()
    {
        // No names, then four texts, counted at 8: a name at 16, its text at 21, a name at 26, its text at 31.
        var bytes = TestData.Saved(DecisionTreeClassifier.Fit(Pure), ModelSchema.None.WithMetadata([new("a", "x"), new("b", "y")]));
        Assert.Equal([4, 0, 0, 0, 1, 0, 0, 0, (byte)'a', 1, 0, 0, 0, (byte)'x', 1, 0, 0, 0, (byte)'b', 1, 0, 0, 0, (byte)'y'], bytes[(Payload + 8)..(Payload + 32)]);
        Taken(With(16, 'z'));
        Assert.Contains("metadata[1].Name is 'a'", Message(With(26, 'a')), StringComparison.Ordinal);
        Assert.Contains("not UTF-8", Message(With(31, (char)0xC3)), StringComparison.Ordinal);
        Refused(bytes, 8, 3, "a name of the metadata has no text");
        Refused(bytes, 8, -1, "-1 elements");

        byte[] With(int at, char value)
        {
            byte[] changed = [.. bytes];
            changed[Payload + at] = (byte)value;
            return Signed(changed);
        }

        static string Message(byte[] forged) => Assert.Throws<InvalidDataException>(() => Load(forged)).Message;
    }
}
