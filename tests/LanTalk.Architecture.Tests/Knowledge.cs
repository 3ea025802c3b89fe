using Mono.Cecil;
using Mono.Cecil.Cil;

namespace LanTalk.Architecture.Tests;

/// <summary>
/// The types that the compiled code of each folder names, read from its IL: bases, fields, signatures, attributes and the bodies of methods. Code
/// that the compiler generates for a method (closures, state machines) belongs to the type of the method. A constant leaves no trace, as it is
/// copied.
/// </summary>
internal sealed class Knowledge
{
    private const string Root = "LanTalk.";

    private readonly SortedDictionary<string, SortedSet<string>> _types = new(StringComparer.Ordinal);

    private Knowledge()
    {
    }

    /// <summary>The folders that hold code, such as <c>Client.Trust</c>; a project's own name stands for its root.</summary>
    public IEnumerable<string> Folders => _types.Keys;

    /// <summary>Reads assemblies of the solution, which are next to the tests.</summary>
    public static Knowledge Of(params IEnumerable<string> assemblies)
    {
        var knowledge = new Knowledge();
        foreach (var name in assemblies)
        {
            using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
            foreach (var type in assembly.MainModule.Types)
            {
                if (type.Namespace.StartsWith(Root, StringComparison.Ordinal))
                {
                    knowledge.Add(FolderOf(type.Namespace), type);
                }
            }
        }

        return knowledge;
    }

    /// <summary>The folders that a folder knows.</summary>
    public SortedSet<string> FoldersKnownBy(string folder) => new(
        _types[folder].Where(type => type.StartsWith(Root, StringComparison.Ordinal))
            .Select(type => FolderOf(type[..type.LastIndexOf('.')])).Where(known => known != folder),
        StringComparer.Ordinal);

    /// <summary>The types that a folder knows, by their full names; a nested one by that of the type it is in.</summary>
    public IReadOnlySet<string> TypesKnownBy(string folder) => _types[folder];

    private static string FolderOf(string @namespace) => @namespace[Root.Length..];

    private void Add(string folder, TypeDefinition type)
    {
        if (!_types.TryGetValue(folder, out var known))
        {
            _types.Add(folder, known = new SortedSet<string>(StringComparer.Ordinal));
        }

        var reader = new Reader(known);
        reader.Read(type);
    }

    private sealed class Reader(ISet<string> known)
    {
        public void Read(TypeDefinition type)
        {
            Add(type.BaseType);
            AddAll(type.Interfaces.Select(each => each.InterfaceType));
            AddConstraints(type);
            AddAttributes(type);
            foreach (var field in type.Fields)
            {
                Add(field.FieldType);
                AddAttributes(field);
            }

            foreach (var property in type.Properties)
            {
                AddAttributes(property);
            }

            foreach (var method in type.Methods)
            {
                Read(method);
            }

            foreach (var nested in type.NestedTypes)
            {
                Read(nested);
            }
        }

        private void Read(MethodDefinition method)
        {
            AddSignature(method);
            AddConstraints(method);
            AddAttributes(method);
            if (!method.HasBody)
            {
                return;
            }

            AddAll(method.Body.ExceptionHandlers.Select(handler => handler.CatchType));
            foreach (var instruction in method.Body.Instructions)
            {
                AddOperand(instruction);
            }
        }

        // Not the types of local variables, which differ with optimization: whatever a variable holds is named where it comes from.
        private void AddOperand(Instruction instruction)
        {
            switch (instruction.Operand)
            {
                case TypeReference type:
                    Add(type);
                    break;
                case FieldReference field:
                    Add(field.DeclaringType);
                    Add(field.FieldType);
                    break;
                case MethodReference method:
                    Add(method.DeclaringType);
                    AddSignature(method);
                    break;
            }
        }

        private void AddSignature(MethodReference method)
        {
            Add(method.ReturnType);
            AddAll(method.Parameters.Select(parameter => parameter.ParameterType));
            if (method is GenericInstanceMethod generic)
            {
                AddAll(generic.GenericArguments);
            }
        }

        private void AddConstraints(IGenericParameterProvider generic) =>
            AddAll(generic.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType));

        private void AddAttributes(ICustomAttributeProvider decorated)
        {
            foreach (var attribute in decorated.CustomAttributes)
            {
                Add(attribute.AttributeType);
                AddAll(attribute.ConstructorArguments.Select(argument => argument.Value).OfType<TypeReference>());
            }
        }

        private void AddAll(IEnumerable<TypeReference?> types)
        {
            foreach (var type in types)
            {
                Add(type);
            }
        }

        private void Add(TypeReference? type)
        {
            switch (type)
            {
                case null or GenericParameter:
                    return;
                case GenericInstanceType generic:
                    AddAll(generic.GenericArguments);
                    Add(generic.ElementType);
                    return;
                case TypeSpecification made:
                    Add(made.ElementType);
                    return;
            }

            while (type.DeclaringType is { } outer)
            {
                type = outer;
            }

            if (type.Namespace.Length > 0)
            {
                known.Add(type.FullName);
            }
        }
    }
}
