// Written by `npm run db:types` from the database, never by hand.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      asset_uses: {
        Row: {
          asset: string;
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          lacks_alt: boolean;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          asset: string;
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          lacks_alt?: boolean;
          workspace_id: string;
        };
        Update: {
          asset?: string;
          entity_id?: string;
          kind?: Database['public']['Enums']['content_kind'];
          lacks_alt?: boolean;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'asset_uses_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      assets: {
        Row: {
          alt_text: string | null;
          bundle_style: Json | null;
          byte_size: number | null;
          created_at: string;
          created_by: string | null;
          extras: NonNullable<Json>;
          height: number | null;
          id: string;
          media_type: string;
          ordinal: number;
          path: string;
          sha256: string | null;
          updated_at: string;
          updated_by: string | null;
          version: number;
          width: number | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          alt_text?: string | null;
          bundle_style?: Json | null;
          byte_size?: number | null;
          created_at?: string;
          created_by?: string | null;
          extras?: NonNullable<Json>;
          height?: number | null;
          id?: string;
          media_type: string;
          ordinal?: number;
          path: string;
          sha256?: string | null;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          width?: number | null;
          workspace_id: string;
        };
        Update: {
          alt_text?: string | null;
          bundle_style?: Json | null;
          byte_size?: number | null;
          created_at?: string;
          created_by?: string | null;
          extras?: NonNullable<Json>;
          height?: number | null;
          id?: string;
          media_type?: string;
          ordinal?: number;
          path?: string;
          sha256?: string | null;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          width?: number | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'assets_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      audit_log: {
        Row: {
          action: string;
          actor: string | null;
          created_at: string;
          detail: NonNullable<Json>;
          id: number;
          subject: string | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor?: string | null;
          created_at?: string;
          detail?: NonNullable<Json>;
          id?: never;
          subject?: string | null;
          workspace_id: string;
        };
        Update: {
          action?: string;
          actor?: string | null;
          created_at?: string;
          detail?: NonNullable<Json>;
          id?: never;
          subject?: string | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'audit_log_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      beacons: {
        Row: {
          bundle_style: Json | null;
          category: Database['public']['Enums']['beacon_category'] | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          extras: NonNullable<Json>;
          id: string;
          name: string;
          ordinal: number;
          slug: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          category?: Database['public']['Enums']['beacon_category'] | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          name: string;
          ordinal?: number;
          slug: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          category?: Database['public']['Enums']['beacon_category'] | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          name?: string;
          ordinal?: number;
          slug?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'beacons_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      book_totals: {
        Row: {
          month: string;
          reserved_micros: number;
          spent_micros: number;
          unknown_micros: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          month: string;
          reserved_micros?: number;
          spent_micros?: number;
          unknown_micros?: number;
          workspace_id: string;
        };
        Update: {
          month?: string;
          reserved_micros?: number;
          spent_micros?: number;
          unknown_micros?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'book_totals_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      budgets: {
        Row: {
          hard_micros: number | null;
          scope: string;
          soft_micros: number | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          hard_micros?: number | null;
          scope: string;
          soft_micros?: number | null;
          workspace_id: string;
        };
        Update: {
          hard_micros?: number | null;
          scope?: string;
          soft_micros?: number | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'budgets_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      change_sets: {
        Row: {
          action: Database['public']['Enums']['change_action'];
          author: string | null;
          created_at: string;
          id: string;
          ordinal: number;
          title: string | null;
          undoes: string | null;
          undone_by: string | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          action: Database['public']['Enums']['change_action'];
          author?: string | null;
          created_at?: string;
          id?: string;
          ordinal?: never;
          title?: string | null;
          undoes?: string | null;
          undone_by?: string | null;
          workspace_id: string;
        };
        Update: {
          action?: Database['public']['Enums']['change_action'];
          author?: string | null;
          created_at?: string;
          id?: string;
          ordinal?: never;
          title?: string | null;
          undoes?: string | null;
          undone_by?: string | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'change_sets_undoes_fkey';
            columns: ['undoes'];
            isOneToOne: false;
            referencedRelation: 'change_sets';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'change_sets_undone_by_fkey';
            columns: ['undone_by'];
            isOneToOne: false;
            referencedRelation: 'change_sets';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'change_sets_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      comment_threads: {
        Row: {
          at: number;
          created_at: string;
          created_by: string | null;
          id: string;
          proposal_id: string | null;
          quote: string;
          resolved_at: string | null;
          resolved_by: string | null;
          spark_id: string | null;
          text_after: string;
          text_before: string;
          version: number | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          at: number;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          proposal_id?: string | null;
          quote: string;
          resolved_at?: string | null;
          resolved_by?: string | null;
          spark_id?: string | null;
          text_after?: string;
          text_before?: string;
          version?: number | null;
          workspace_id: string;
        };
        Update: {
          at?: number;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          proposal_id?: string | null;
          quote?: string;
          resolved_at?: string | null;
          resolved_by?: string | null;
          spark_id?: string | null;
          text_after?: string;
          text_before?: string;
          version?: number | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'comment_threads_proposal_id_fkey';
            columns: ['proposal_id'];
            isOneToOne: false;
            referencedRelation: 'proposals';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'comment_threads_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      comments: {
        Row: {
          body: string;
          created_at: string;
          created_by: string | null;
          deleted_at: string | null;
          edited_at: string | null;
          id: string;
          mentions: string[];
          ordinal: number;
          thread_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          body: string;
          created_at?: string;
          created_by?: string | null;
          deleted_at?: string | null;
          edited_at?: string | null;
          id?: string;
          mentions?: string[];
          ordinal?: never;
          thread_id: string;
          workspace_id: string;
        };
        Update: {
          body?: string;
          created_at?: string;
          created_by?: string | null;
          deleted_at?: string | null;
          edited_at?: string | null;
          id?: string;
          mentions?: string[];
          ordinal?: never;
          thread_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'comments_thread_id_fkey';
            columns: ['thread_id'];
            isOneToOne: false;
            referencedRelation: 'comment_threads';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'comments_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      concept_links: {
        Row: {
          bundle_style: Json | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          extras: NonNullable<Json>;
          id: string;
          link_type: Database['public']['Enums']['link_type'];
          ordinal: number;
          source_id: string;
          target_id: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          weight: number | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          link_type: Database['public']['Enums']['link_type'];
          ordinal?: number;
          source_id: string;
          target_id: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          weight?: number | null;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          link_type?: Database['public']['Enums']['link_type'];
          ordinal?: number;
          source_id?: string;
          target_id?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          weight?: number | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'concept_links_source_fkey';
            columns: ['source_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'concepts';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'concept_links_target_fkey';
            columns: ['target_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'concepts';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'concept_links_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      concept_sparks: {
        Row: {
          bundle_style: Json | null;
          concept_id: string;
          created_at: string;
          created_by: string | null;
          extras: NonNullable<Json>;
          id: string;
          order_index: number;
          ordinal: number;
          spark_id: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          concept_id: string;
          created_at?: string;
          created_by?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          order_index?: number;
          ordinal?: number;
          spark_id: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          concept_id?: string;
          created_at?: string;
          created_by?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          order_index?: number;
          ordinal?: number;
          spark_id?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'concept_sparks_concept_fkey';
            columns: ['concept_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'concepts';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'concept_sparks_spark_fkey';
            columns: ['spark_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'sparks';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'concept_sparks_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      concepts: {
        Row: {
          bundle_style: Json | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          extras: NonNullable<Json>;
          id: string;
          is_published: boolean;
          order_index: number;
          ordinal: number;
          slug: string;
          title: string;
          trail_id: string | null;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          is_published?: boolean;
          order_index?: number;
          ordinal?: number;
          slug: string;
          title: string;
          trail_id?: string | null;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          is_published?: boolean;
          order_index?: number;
          ordinal?: number;
          slug?: string;
          title?: string;
          trail_id?: string | null;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'concepts_trail_fkey';
            columns: ['trail_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'trails';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'concepts_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      content_keys: {
        Row: {
          created_at: string;
          created_by: string | null;
          id: string;
          key_hash: string;
          last_used_at: string | null;
          name: string;
          ordinal: number;
          prefix: string;
          revoked_at: string | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          id?: string;
          key_hash: string;
          last_used_at?: string | null;
          name: string;
          ordinal?: never;
          prefix: string;
          revoked_at?: string | null;
          workspace_id: string;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          id?: string;
          key_hash?: string;
          last_used_at?: string | null;
          name?: string;
          ordinal?: never;
          prefix?: string;
          revoked_at?: string | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'content_keys_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      content_preferences: {
        Row: {
          id: string;
          name: string;
          rule: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          id?: string;
          name: string;
          rule: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          id?: string;
          name?: string;
          rule?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'content_preferences_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      conversations: {
        Row: {
          concept_id: string;
          created_at: string;
          external_id: string;
          external_system: string;
          id: string;
          last_message_at: string | null;
          message_count: number;
          nth: number;
          role: string;
          source: NonNullable<Json>;
          source_hash: string;
          status: string | null;
          title: string | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          concept_id: string;
          created_at?: string;
          external_id: string;
          external_system: string;
          id?: string;
          last_message_at?: string | null;
          message_count?: number;
          nth: number;
          role: string;
          source: NonNullable<Json>;
          source_hash: string;
          status?: string | null;
          title?: string | null;
          workspace_id: string;
        };
        Update: {
          concept_id?: string;
          created_at?: string;
          external_id?: string;
          external_system?: string;
          id?: string;
          last_message_at?: string | null;
          message_count?: number;
          nth?: number;
          role?: string;
          source?: NonNullable<Json>;
          source_hash?: string;
          status?: string | null;
          title?: string | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'conversations_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      course_profiles: {
        Row: {
          bundle_style: Json | null;
          course_brief: string | null;
          course_outline: string | null;
          course_type: Database['public']['Enums']['course_type'] | null;
          created_at: string;
          created_by: string | null;
          curriculum: Json | null;
          estimated_duration_hours: number | null;
          external_id: string | null;
          external_system: string | null;
          extras: NonNullable<Json>;
          file_form: Json | null;
          generation_execution_id: string | null;
          icp_data: Json | null;
          id: string;
          keywords: string[] | null;
          knowledge_level: Database['public']['Enums']['difficulty'] | null;
          ordinal: number;
          pedagogical_framework: string | null;
          persona_id: string | null;
          published_at: string | null;
          status: Database['public']['Enums']['course_status'];
          tool_name: string | null;
          trail_id: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          voice_fidelity: number | null;
          voice_profile: Json | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          course_brief?: string | null;
          course_outline?: string | null;
          course_type?: Database['public']['Enums']['course_type'] | null;
          created_at?: string;
          created_by?: string | null;
          curriculum?: Json | null;
          estimated_duration_hours?: number | null;
          external_id?: string | null;
          external_system?: string | null;
          extras?: NonNullable<Json>;
          file_form?: Json | null;
          generation_execution_id?: string | null;
          icp_data?: Json | null;
          id?: string;
          keywords?: string[] | null;
          knowledge_level?: Database['public']['Enums']['difficulty'] | null;
          ordinal?: number;
          pedagogical_framework?: string | null;
          persona_id?: string | null;
          published_at?: string | null;
          status?: Database['public']['Enums']['course_status'];
          tool_name?: string | null;
          trail_id: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          voice_fidelity?: number | null;
          voice_profile?: Json | null;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          course_brief?: string | null;
          course_outline?: string | null;
          course_type?: Database['public']['Enums']['course_type'] | null;
          created_at?: string;
          created_by?: string | null;
          curriculum?: Json | null;
          estimated_duration_hours?: number | null;
          external_id?: string | null;
          external_system?: string | null;
          extras?: NonNullable<Json>;
          file_form?: Json | null;
          generation_execution_id?: string | null;
          icp_data?: Json | null;
          id?: string;
          keywords?: string[] | null;
          knowledge_level?: Database['public']['Enums']['difficulty'] | null;
          ordinal?: number;
          pedagogical_framework?: string | null;
          persona_id?: string | null;
          published_at?: string | null;
          status?: Database['public']['Enums']['course_status'];
          tool_name?: string | null;
          trail_id?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          voice_fidelity?: number | null;
          voice_profile?: Json | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'course_profiles_persona_fkey';
            columns: ['persona_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'persona_statistics';
            referencedColumns: ['persona_id', 'workspace_id'];
          },
          {
            foreignKeyName: 'course_profiles_persona_fkey';
            columns: ['persona_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'personas';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'course_profiles_trail_fkey';
            columns: ['trail_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'trails';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'course_profiles_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      course_versions: {
        Row: {
          added: number | null;
          back_to: number | null;
          change_set_id: string | null;
          changed: number | null;
          created_at: string;
          created_by: string | null;
          id: string;
          nth: number;
          reason: string;
          removed: number | null;
          revisions: number[] | null;
          snapshot_id: string | null;
          staged_seq: number | null;
          summary: string | null;
          trail_id: string;
          upto: number | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          added?: number | null;
          back_to?: number | null;
          change_set_id?: string | null;
          changed?: number | null;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          nth: number;
          reason: string;
          removed?: number | null;
          revisions?: number[] | null;
          snapshot_id?: string | null;
          staged_seq?: number | null;
          summary?: string | null;
          trail_id: string;
          upto?: number | null;
          workspace_id: string;
        };
        Update: {
          added?: number | null;
          back_to?: number | null;
          change_set_id?: string | null;
          changed?: number | null;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          nth?: number;
          reason?: string;
          removed?: number | null;
          revisions?: number[] | null;
          snapshot_id?: string | null;
          staged_seq?: number | null;
          summary?: string | null;
          trail_id?: string;
          upto?: number | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'course_versions_change_set_id_fkey';
            columns: ['change_set_id'];
            isOneToOne: false;
            referencedRelation: 'change_sets';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'course_versions_snapshot_id_fkey';
            columns: ['snapshot_id'];
            isOneToOne: false;
            referencedRelation: 'snapshots';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'course_versions_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      dirty_entities: {
        Row: {
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          stamp: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          stamp?: never;
          workspace_id: string;
        };
        Update: {
          entity_id?: string;
          kind?: Database['public']['Enums']['content_kind'];
          stamp?: never;
          workspace_id?: string;
        };
        Relationships: [];
      };
      dismissed_suggestions: {
        Row: {
          dismissed_at: string;
          dismissed_by: string | null;
          source_id: string;
          target_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          dismissed_at?: string;
          dismissed_by?: string | null;
          source_id: string;
          target_id: string;
          workspace_id: string;
        };
        Update: {
          dismissed_at?: string;
          dismissed_by?: string | null;
          source_id?: string;
          target_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'dismissed_suggestions_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      domains: {
        Row: {
          bundle_style: Json | null;
          color: string | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          extras: NonNullable<Json>;
          icon: string | null;
          id: string;
          is_published: boolean;
          name: string;
          order_index: number;
          ordinal: number;
          slug: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          color?: string | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          icon?: string | null;
          id?: string;
          is_published?: boolean;
          name: string;
          order_index?: number;
          ordinal?: number;
          slug: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          color?: string | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          icon?: string | null;
          id?: string;
          is_published?: boolean;
          name?: string;
          order_index?: number;
          ordinal?: number;
          slug?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'domains_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      entity_versions: {
        Row: {
          body: NonNullable<Json>;
          entity_id: string;
          from_seq: number;
          hash: string;
          kind: Database['public']['Enums']['content_kind'];
          ref_a: string | null;
          ref_b: string | null;
          slug: string | null;
          to_seq: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          body: NonNullable<Json>;
          entity_id: string;
          from_seq: number;
          hash: string;
          kind: Database['public']['Enums']['content_kind'];
          ref_a?: string | null;
          ref_b?: string | null;
          slug?: string | null;
          to_seq?: number;
          workspace_id: string;
        };
        Update: {
          body?: NonNullable<Json>;
          entity_id?: string;
          from_seq?: number;
          hash?: string;
          kind?: Database['public']['Enums']['content_kind'];
          ref_a?: string | null;
          ref_b?: string | null;
          slug?: string | null;
          to_seq?: number;
          workspace_id?: string;
        };
        Relationships: [];
      };
      exercise_goals: {
        Row: {
          quiz_targets: Json | null;
          thresholds: Json | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          quiz_targets?: Json | null;
          thresholds?: Json | null;
          workspace_id: string;
        };
        Update: {
          quiz_targets?: Json | null;
          thresholds?: Json | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'exercise_goals_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: true;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      first_promotions: {
        Row: {
          published_at: string;
          trail_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          published_at: string;
          trail_id: string;
          workspace_id: string;
        };
        Update: {
          published_at?: string;
          trail_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'first_promotions_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      flow_runs: {
        Row: {
          asked_by: string | null;
          budget_micros: number | null;
          completed_at: string | null;
          cost_micros: number | null;
          created_at: string;
          current_step: string | null;
          ended_by: string | null;
          entity_id: string | null;
          error_message: string | null;
          execution_mode: string | null;
          execution_time_ms: number | null;
          external_id: string | null;
          external_system: string | null;
          flow_name: string | null;
          held: string | null;
          id: string;
          is_batch: boolean;
          is_imported: boolean;
          is_test: boolean;
          job_kind: string | null;
          kind: Database['public']['Enums']['content_kind'] | null;
          last_heartbeat: string | null;
          ordinal: number;
          params: Json | null;
          place_id: string | null;
          place_kind: Database['public']['Enums']['content_kind'] | null;
          problem: Json | null;
          progress_percentage: number | null;
          reserved_micros: number;
          source: Json | null;
          source_hash: string | null;
          started_at: string | null;
          status: Database['public']['Enums']['run_status'] | null;
          step_progress: number | null;
          title: string | null;
          told_at: string | null;
          total_steps: number | null;
          total_tokens: number | null;
          trace_parent: string | null;
          unknown_micros: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          asked_by?: string | null;
          budget_micros?: number | null;
          completed_at?: string | null;
          cost_micros?: number | null;
          created_at?: string;
          current_step?: string | null;
          ended_by?: string | null;
          entity_id?: string | null;
          error_message?: string | null;
          execution_mode?: string | null;
          execution_time_ms?: number | null;
          external_id?: string | null;
          external_system?: string | null;
          flow_name?: string | null;
          held?: string | null;
          id?: string;
          is_batch?: boolean;
          is_imported?: boolean;
          is_test?: boolean;
          job_kind?: string | null;
          kind?: Database['public']['Enums']['content_kind'] | null;
          last_heartbeat?: string | null;
          ordinal?: never;
          params?: Json | null;
          place_id?: string | null;
          place_kind?: Database['public']['Enums']['content_kind'] | null;
          problem?: Json | null;
          progress_percentage?: number | null;
          reserved_micros?: number;
          source?: Json | null;
          source_hash?: string | null;
          started_at?: string | null;
          status?: Database['public']['Enums']['run_status'] | null;
          step_progress?: number | null;
          title?: string | null;
          told_at?: string | null;
          total_steps?: number | null;
          total_tokens?: number | null;
          trace_parent?: string | null;
          unknown_micros?: number;
          workspace_id: string;
        };
        Update: {
          asked_by?: string | null;
          budget_micros?: number | null;
          completed_at?: string | null;
          cost_micros?: number | null;
          created_at?: string;
          current_step?: string | null;
          ended_by?: string | null;
          entity_id?: string | null;
          error_message?: string | null;
          execution_mode?: string | null;
          execution_time_ms?: number | null;
          external_id?: string | null;
          external_system?: string | null;
          flow_name?: string | null;
          held?: string | null;
          id?: string;
          is_batch?: boolean;
          is_imported?: boolean;
          is_test?: boolean;
          job_kind?: string | null;
          kind?: Database['public']['Enums']['content_kind'] | null;
          last_heartbeat?: string | null;
          ordinal?: never;
          params?: Json | null;
          place_id?: string | null;
          place_kind?: Database['public']['Enums']['content_kind'] | null;
          problem?: Json | null;
          progress_percentage?: number | null;
          reserved_micros?: number;
          source?: Json | null;
          source_hash?: string | null;
          started_at?: string | null;
          status?: Database['public']['Enums']['run_status'] | null;
          step_progress?: number | null;
          title?: string | null;
          told_at?: string | null;
          total_steps?: number | null;
          total_tokens?: number | null;
          trace_parent?: string | null;
          unknown_micros?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'flow_runs_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      graph_positions: {
        Row: {
          level: Database['public']['Enums']['graph_level'];
          node_id: string;
          workspace_id: string;
          x: number;
          y: number;
        };
        ComputedFields: never;
        Insert: {
          level: Database['public']['Enums']['graph_level'];
          node_id: string;
          workspace_id: string;
          x: number;
          y: number;
        };
        Update: {
          level?: Database['public']['Enums']['graph_level'];
          node_id?: string;
          workspace_id?: string;
          x?: number;
          y?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'graph_positions_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      graphs: {
        Row: {
          level: Database['public']['Enums']['graph_level'];
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          level: Database['public']['Enums']['graph_level'];
          version?: number;
          workspace_id: string;
        };
        Update: {
          level?: Database['public']['Enums']['graph_level'];
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'graphs_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      import_logs: {
        Row: {
          applied_by: string | null;
          change_set_id: string | null;
          completed_at: string | null;
          created_by: string | null;
          entity_counts: NonNullable<Json>;
          error_details: Json | null;
          error_message: string | null;
          file_name: string | null;
          header: Json | null;
          id: string;
          name: string | null;
          ordinal: number;
          plan_counts: NonNullable<Json>;
          planned_at_revision: number | null;
          question_format: string | null;
          recognised_at_revision: number | null;
          resolved_at_revision: number | null;
          snapshot_id: string | null;
          source_system: string | null;
          source_version: string | null;
          started_at: string;
          status: Database['public']['Enums']['import_status'];
          touched_at: string;
          version_label: string;
          warnings: Json | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          applied_by?: string | null;
          change_set_id?: string | null;
          completed_at?: string | null;
          created_by?: string | null;
          entity_counts?: NonNullable<Json>;
          error_details?: Json | null;
          error_message?: string | null;
          file_name?: string | null;
          header?: Json | null;
          id?: string;
          name?: string | null;
          ordinal?: never;
          plan_counts?: NonNullable<Json>;
          planned_at_revision?: number | null;
          question_format?: string | null;
          recognised_at_revision?: number | null;
          resolved_at_revision?: number | null;
          snapshot_id?: string | null;
          source_system?: string | null;
          source_version?: string | null;
          started_at?: string;
          status?: Database['public']['Enums']['import_status'];
          touched_at?: string;
          version_label: string;
          warnings?: Json | null;
          workspace_id: string;
        };
        Update: {
          applied_by?: string | null;
          change_set_id?: string | null;
          completed_at?: string | null;
          created_by?: string | null;
          entity_counts?: NonNullable<Json>;
          error_details?: Json | null;
          error_message?: string | null;
          file_name?: string | null;
          header?: Json | null;
          id?: string;
          name?: string | null;
          ordinal?: never;
          plan_counts?: NonNullable<Json>;
          planned_at_revision?: number | null;
          question_format?: string | null;
          recognised_at_revision?: number | null;
          resolved_at_revision?: number | null;
          snapshot_id?: string | null;
          source_system?: string | null;
          source_version?: string | null;
          started_at?: string;
          status?: Database['public']['Enums']['import_status'];
          touched_at?: string;
          version_label?: string;
          warnings?: Json | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'import_logs_change_set_fkey';
            columns: ['change_set_id'];
            isOneToOne: false;
            referencedRelation: 'change_sets';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'import_logs_snapshot_fkey';
            columns: ['snapshot_id'];
            isOneToOne: false;
            referencedRelation: 'snapshots';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'import_logs_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      invitations: {
        Row: {
          created_at: string;
          email: string;
          expires_at: string;
          id: string;
          invited_by: string | null;
          link_hash: string | null;
          ordinal: number;
          role: Database['public']['Enums']['member_role'];
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          email: string;
          expires_at?: string;
          id?: string;
          invited_by?: string | null;
          link_hash?: string | null;
          ordinal?: never;
          role: Database['public']['Enums']['member_role'];
          workspace_id: string;
        };
        Update: {
          created_at?: string;
          email?: string;
          expires_at?: string;
          id?: string;
          invited_by?: string | null;
          link_hash?: string | null;
          ordinal?: never;
          role?: Database['public']['Enums']['member_role'];
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'invitations_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      job_sources: {
        Row: {
          body: string;
          created_at: string;
          created_by: string;
          format: string;
          id: string;
          name: string;
          words: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          body: string;
          created_at?: string;
          created_by: string;
          format: string;
          id?: string;
          name: string;
          words: number;
          workspace_id: string;
        };
        Update: {
          body?: string;
          created_at?: string;
          created_by?: string;
          format?: string;
          id?: string;
          name?: string;
          words?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'job_sources_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      lesson_profiles: {
        Row: {
          bloom_level: Database['public']['Enums']['bloom_level'] | null;
          bundle_style: Json | null;
          created_at: string;
          created_by: string | null;
          didatica_score: number | null;
          external_id: string | null;
          external_system: string | null;
          extras: NonNullable<Json>;
          file_form: Json | null;
          file_path: string | null;
          flow_run_id: string | null;
          generation_cost_usd: number | null;
          generation_duration_seconds: number | null;
          gps_score: number | null;
          gps_valid: boolean | null;
          id: string;
          key_concepts: Json | null;
          learner_level: string | null;
          learning_objectives: Json | null;
          lesson_id: string | null;
          lesson_type: string | null;
          ordinal: number;
          package_version: number | null;
          podcast_audio_object_id: string | null;
          podcast_duration_seconds: number | null;
          podcast_generated_at: string | null;
          podcast_transcript: string | null;
          podcast_voice: string | null;
          retry_count: number | null;
          source_material: string | null;
          spark_id: string;
          status: Database['public']['Enums']['lesson_status'] | null;
          updated_at: string;
          updated_by: string | null;
          validation_issues: Json | null;
          validation_status: Database['public']['Enums']['validation_status'] | null;
          version: number;
          voice_fidelity: number | null;
          word_count: number | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bloom_level?: Database['public']['Enums']['bloom_level'] | null;
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          didatica_score?: number | null;
          external_id?: string | null;
          external_system?: string | null;
          extras?: NonNullable<Json>;
          file_form?: Json | null;
          file_path?: string | null;
          flow_run_id?: string | null;
          generation_cost_usd?: number | null;
          generation_duration_seconds?: number | null;
          gps_score?: number | null;
          gps_valid?: boolean | null;
          id?: string;
          key_concepts?: Json | null;
          learner_level?: string | null;
          learning_objectives?: Json | null;
          lesson_id?: string | null;
          lesson_type?: string | null;
          ordinal?: number;
          package_version?: number | null;
          podcast_audio_object_id?: string | null;
          podcast_duration_seconds?: number | null;
          podcast_generated_at?: string | null;
          podcast_transcript?: string | null;
          podcast_voice?: string | null;
          retry_count?: number | null;
          source_material?: string | null;
          spark_id: string;
          status?: Database['public']['Enums']['lesson_status'] | null;
          updated_at?: string;
          updated_by?: string | null;
          validation_issues?: Json | null;
          validation_status?: Database['public']['Enums']['validation_status'] | null;
          version?: number;
          voice_fidelity?: number | null;
          word_count?: number | null;
          workspace_id: string;
        };
        Update: {
          bloom_level?: Database['public']['Enums']['bloom_level'] | null;
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          didatica_score?: number | null;
          external_id?: string | null;
          external_system?: string | null;
          extras?: NonNullable<Json>;
          file_form?: Json | null;
          file_path?: string | null;
          flow_run_id?: string | null;
          generation_cost_usd?: number | null;
          generation_duration_seconds?: number | null;
          gps_score?: number | null;
          gps_valid?: boolean | null;
          id?: string;
          key_concepts?: Json | null;
          learner_level?: string | null;
          learning_objectives?: Json | null;
          lesson_id?: string | null;
          lesson_type?: string | null;
          ordinal?: number;
          package_version?: number | null;
          podcast_audio_object_id?: string | null;
          podcast_duration_seconds?: number | null;
          podcast_generated_at?: string | null;
          podcast_transcript?: string | null;
          podcast_voice?: string | null;
          retry_count?: number | null;
          source_material?: string | null;
          spark_id?: string;
          status?: Database['public']['Enums']['lesson_status'] | null;
          updated_at?: string;
          updated_by?: string | null;
          validation_issues?: Json | null;
          validation_status?: Database['public']['Enums']['validation_status'] | null;
          version?: number;
          voice_fidelity?: number | null;
          word_count?: number | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'lesson_profiles_spark_fkey';
            columns: ['spark_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'sparks';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'lesson_profiles_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      llm_requests: {
        Row: {
          answer: string | null;
          book: string | null;
          cached_input_tokens: number | null;
          cost_micros: number | null;
          created_at: string;
          error_message: string | null;
          execution_time_ms: number | null;
          external_id: string | null;
          fence: number | null;
          finish_reason: string | null;
          flow_run_id: string;
          id: string;
          input_tokens: number | null;
          is_streamed: boolean | null;
          model: string | null;
          nth: number;
          outcome: string | null;
          output_tokens: number | null;
          price_id: string | null;
          prompt: Json | null;
          prompt_hash: string | null;
          provider: string | null;
          provider_id: string | null;
          reserved_micros: number | null;
          role: string | null;
          sent_at: string | null;
          settled_at: string | null;
          settled_by: string | null;
          settled_reason: string | null;
          source: Json | null;
          status: Database['public']['Enums']['run_status'] | null;
          step_run_id: string | null;
          template_version: string | null;
          tokens_used: number | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          answer?: string | null;
          book?: string | null;
          cached_input_tokens?: number | null;
          cost_micros?: number | null;
          created_at?: string;
          error_message?: string | null;
          execution_time_ms?: number | null;
          external_id?: string | null;
          fence?: number | null;
          finish_reason?: string | null;
          flow_run_id: string;
          id?: string;
          input_tokens?: number | null;
          is_streamed?: boolean | null;
          model?: string | null;
          nth: number;
          outcome?: string | null;
          output_tokens?: number | null;
          price_id?: string | null;
          prompt?: Json | null;
          prompt_hash?: string | null;
          provider?: string | null;
          provider_id?: string | null;
          reserved_micros?: number | null;
          role?: string | null;
          sent_at?: string | null;
          settled_at?: string | null;
          settled_by?: string | null;
          settled_reason?: string | null;
          source?: Json | null;
          status?: Database['public']['Enums']['run_status'] | null;
          step_run_id?: string | null;
          template_version?: string | null;
          tokens_used?: number | null;
          workspace_id: string;
        };
        Update: {
          answer?: string | null;
          book?: string | null;
          cached_input_tokens?: number | null;
          cost_micros?: number | null;
          created_at?: string;
          error_message?: string | null;
          execution_time_ms?: number | null;
          external_id?: string | null;
          fence?: number | null;
          finish_reason?: string | null;
          flow_run_id?: string;
          id?: string;
          input_tokens?: number | null;
          is_streamed?: boolean | null;
          model?: string | null;
          nth?: number;
          outcome?: string | null;
          output_tokens?: number | null;
          price_id?: string | null;
          prompt?: Json | null;
          prompt_hash?: string | null;
          provider?: string | null;
          provider_id?: string | null;
          reserved_micros?: number | null;
          role?: string | null;
          sent_at?: string | null;
          settled_at?: string | null;
          settled_by?: string | null;
          settled_reason?: string | null;
          source?: Json | null;
          status?: Database['public']['Enums']['run_status'] | null;
          step_run_id?: string | null;
          template_version?: string | null;
          tokens_used?: number | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'llm_requests_flow_run_fkey';
            columns: ['flow_run_id'];
            isOneToOne: false;
            referencedRelation: 'flow_runs';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'llm_requests_step_run_fkey';
            columns: ['step_run_id'];
            isOneToOne: false;
            referencedRelation: 'step_runs';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'llm_requests_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      market_research: {
        Row: {
          bundle_style: Json | null;
          competitors_analyzed: number | null;
          created_at: string;
          created_by: string | null;
          differentiation_strategy: string | null;
          extras: NonNullable<Json>;
          file_form: Json | null;
          gap_analysis: string | null;
          id: string;
          market_analysis: string | null;
          ordinal: number;
          positioning_strategy: string | null;
          pricing_recommendation: string | null;
          research_summary: Json | null;
          sources_list: string | null;
          trail_id: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          competitors_analyzed?: number | null;
          created_at?: string;
          created_by?: string | null;
          differentiation_strategy?: string | null;
          extras?: NonNullable<Json>;
          file_form?: Json | null;
          gap_analysis?: string | null;
          id?: string;
          market_analysis?: string | null;
          ordinal?: number;
          positioning_strategy?: string | null;
          pricing_recommendation?: string | null;
          research_summary?: Json | null;
          sources_list?: string | null;
          trail_id: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          competitors_analyzed?: number | null;
          created_at?: string;
          created_by?: string | null;
          differentiation_strategy?: string | null;
          extras?: NonNullable<Json>;
          file_form?: Json | null;
          gap_analysis?: string | null;
          id?: string;
          market_analysis?: string | null;
          ordinal?: number;
          positioning_strategy?: string | null;
          pricing_recommendation?: string | null;
          research_summary?: Json | null;
          sources_list?: string | null;
          trail_id?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'market_research_trail_fkey';
            columns: ['trail_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'trails';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'market_research_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      memberships: {
        Row: {
          created_at: string;
          role: Database['public']['Enums']['member_role'];
          user_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          role: Database['public']['Enums']['member_role'];
          user_id: string;
          workspace_id: string;
        };
        Update: {
          created_at?: string;
          role?: Database['public']['Enums']['member_role'];
          user_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'memberships_profile_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
          {
            foreignKeyName: 'memberships_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      model_prices: {
        Row: {
          cached_input_micros: number;
          context_tokens: number | null;
          created_at: string;
          created_by: string | null;
          id: string;
          input_micros: number;
          model: string;
          origin: string;
          output_micros: number;
          valid_from: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          cached_input_micros: number;
          context_tokens?: number | null;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          input_micros: number;
          model: string;
          origin: string;
          output_micros: number;
          valid_from?: string;
          workspace_id: string;
        };
        Update: {
          cached_input_micros?: number;
          context_tokens?: number | null;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          input_micros?: number;
          model?: string;
          origin?: string;
          output_micros?: number;
          valid_from?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'model_prices_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      model_providers: {
        Row: {
          at_once: number | null;
          base_url: string | null;
          created_at: string;
          id: string;
          is_enabled: boolean;
          key_last4: string | null;
          key_set_at: string | null;
          key_set_by: string | null;
          name: string;
          ordinal: number;
          problem: Json | null;
          protocol: string;
          requests_a_minute: number | null;
          tokens_a_minute: number | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          at_once?: number | null;
          base_url?: string | null;
          created_at?: string;
          id?: string;
          is_enabled?: boolean;
          key_last4?: string | null;
          key_set_at?: string | null;
          key_set_by?: string | null;
          name: string;
          ordinal?: never;
          problem?: Json | null;
          protocol: string;
          requests_a_minute?: number | null;
          tokens_a_minute?: number | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          at_once?: number | null;
          base_url?: string | null;
          created_at?: string;
          id?: string;
          is_enabled?: boolean;
          key_last4?: string | null;
          key_set_at?: string | null;
          key_set_by?: string | null;
          name?: string;
          ordinal?: never;
          problem?: Json | null;
          protocol?: string;
          requests_a_minute?: number | null;
          tokens_a_minute?: number | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'model_providers_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      model_routes: {
        Row: {
          model: string;
          nth: number;
          priority: string;
          provider_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          model: string;
          nth: number;
          priority: string;
          provider_id: string;
          workspace_id: string;
        };
        Update: {
          model?: string;
          nth?: number;
          priority?: string;
          provider_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'model_routes_provider_fkey';
            columns: ['workspace_id', 'provider_id'];
            isOneToOne: false;
            referencedRelation: 'model_providers';
            referencedColumns: ['workspace_id', 'id'];
          },
        ];
      };
      named_versions: {
        Row: {
          created_at: string;
          created_by: string | null;
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          name: string;
          revision_id: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          name: string;
          revision_id: number;
          workspace_id: string;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          entity_id?: string;
          kind?: Database['public']['Enums']['content_kind'];
          name?: string;
          revision_id?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'named_versions_revision_fkey';
            columns: ['revision_id'];
            isOneToOne: true;
            referencedRelation: 'revisions';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'named_versions_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      objectives: {
        Row: {
          bundle_style: Json | null;
          concept_id: string;
          created_at: string;
          created_by: string | null;
          description: string | null;
          extras: NonNullable<Json>;
          id: string;
          objective_id: string;
          order_index: number;
          ordinal: number;
          title: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          concept_id: string;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          objective_id: string;
          order_index?: number;
          ordinal?: number;
          title: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          concept_id?: string;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          objective_id?: string;
          order_index?: number;
          ordinal?: number;
          title?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'objectives_concept_fkey';
            columns: ['concept_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'concepts';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'objectives_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      packages: {
        Row: {
          body: NonNullable<Json>;
          bundle_style: Json | null;
          created_at: string;
          created_by: string | null;
          extras: NonNullable<Json>;
          id: string;
          ordinal: number;
          spark_id: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          body: NonNullable<Json>;
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          ordinal?: number;
          spark_id: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          body?: NonNullable<Json>;
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          ordinal?: number;
          spark_id?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'packages_spark_fkey';
            columns: ['spark_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'sparks';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'packages_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      personas: {
        Row: {
          bundle_style: Json | null;
          created_at: string;
          created_by: string | null;
          display_name: string;
          external_id: string | null;
          external_system: string | null;
          extras: NonNullable<Json>;
          id: string;
          ordinal: number;
          slug: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          voice_profile: Json | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          display_name: string;
          external_id?: string | null;
          external_system?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          ordinal?: number;
          slug: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          voice_profile?: Json | null;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          display_name?: string;
          external_id?: string | null;
          external_system?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          ordinal?: number;
          slug?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          voice_profile?: Json | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'personas_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      pictures: {
        Row: {
          content: string;
          created_at: string;
          media_type: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          content: string;
          created_at?: string;
          media_type: string;
          user_id: string;
        };
        Update: {
          content?: string;
          created_at?: string;
          media_type?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'pictures_profile_fkey';
            columns: ['user_id'];
            isOneToOne: true;
            referencedRelation: 'profiles';
            referencedColumns: ['user_id'];
          },
        ];
      };
      profiles: {
        Row: {
          created_at: string;
          display_name: string;
          email: string;
          picture: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          display_name: string;
          email: string;
          picture?: string | null;
          user_id: string;
        };
        Update: {
          created_at?: string;
          display_name?: string;
          email?: string;
          picture?: string | null;
          user_id?: string;
        };
        Relationships: [];
      };
      prompt_jobs: {
        Row: {
          asked_by: string;
          created_at: string;
          id: string;
          metadata: NonNullable<Json>;
          prompt: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          asked_by: string;
          created_at?: string;
          id?: string;
          metadata: NonNullable<Json>;
          prompt: string;
          workspace_id: string;
        };
        Update: {
          asked_by?: string;
          created_at?: string;
          id?: string;
          metadata?: NonNullable<Json>;
          prompt?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'prompt_jobs_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      prompt_template_versions: {
        Row: {
          content_type: string;
          created_at: string;
          created_by: string | null;
          note: string;
          number: number;
          parts: NonNullable<Json>;
          variables: string[];
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          content_type: string;
          created_at?: string;
          created_by?: string | null;
          note: string;
          number: number;
          parts: NonNullable<Json>;
          variables: string[];
          workspace_id: string;
        };
        Update: {
          content_type?: string;
          created_at?: string;
          created_by?: string | null;
          note?: string;
          number?: number;
          parts?: NonNullable<Json>;
          variables?: string[];
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'prompt_template_versions_template_fkey';
            columns: ['workspace_id', 'content_type'];
            isOneToOne: false;
            referencedRelation: 'prompt_templates';
            referencedColumns: ['workspace_id', 'content_type'];
          },
        ];
      };
      prompt_templates: {
        Row: {
          active_number: number | null;
          content_type: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          active_number?: number | null;
          content_type: string;
          workspace_id: string;
        };
        Update: {
          active_number?: number | null;
          content_type?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'prompt_templates_active_fkey';
            columns: ['workspace_id', 'content_type', 'active_number'];
            isOneToOne: false;
            referencedRelation: 'prompt_template_versions';
            referencedColumns: ['workspace_id', 'content_type', 'number'];
          },
          {
            foreignKeyName: 'prompt_templates_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      proposal_claims: {
        Row: {
          proposal_id: string;
          since: string;
          until: string;
          user_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          proposal_id: string;
          since?: string;
          until: string;
          user_id: string;
          workspace_id: string;
        };
        Update: {
          proposal_id?: string;
          since?: string;
          until?: string;
          user_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'proposal_claims_proposal_id_fkey';
            columns: ['proposal_id'];
            isOneToOne: true;
            referencedRelation: 'proposals';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'proposal_claims_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      proposal_events: {
        Row: {
          actor: string | null;
          became: Database['public']['Enums']['proposal_status'];
          detail: NonNullable<Json>;
          happened_at: string;
          id: number;
          proposal_id: string;
          was: Database['public']['Enums']['proposal_status'];
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          actor?: string | null;
          became: Database['public']['Enums']['proposal_status'];
          detail?: NonNullable<Json>;
          happened_at?: string;
          id?: never;
          proposal_id: string;
          was: Database['public']['Enums']['proposal_status'];
          workspace_id: string;
        };
        Update: {
          actor?: string | null;
          became?: Database['public']['Enums']['proposal_status'];
          detail?: NonNullable<Json>;
          happened_at?: string;
          id?: never;
          proposal_id?: string;
          was?: Database['public']['Enums']['proposal_status'];
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'proposal_events_proposal_id_fkey';
            columns: ['proposal_id'];
            isOneToOne: false;
            referencedRelation: 'proposals';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'proposal_events_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      proposal_places: {
        Row: {
          entity_id: string;
          flow_run_id: string;
          kind: Database['public']['Enums']['content_kind'];
          module: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          entity_id: string;
          flow_run_id: string;
          kind: Database['public']['Enums']['content_kind'];
          module: number;
          workspace_id: string;
        };
        Update: {
          entity_id?: string;
          flow_run_id?: string;
          kind?: Database['public']['Enums']['content_kind'];
          module?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'proposal_places_flow_run_id_fkey';
            columns: ['flow_run_id'];
            isOneToOne: false;
            referencedRelation: 'flow_runs';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'proposal_places_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      proposals: {
        Row: {
          assigned_to: string | null;
          base_hash: string | null;
          base_version: number | null;
          body: NonNullable<Json>;
          change_set_id: string | null;
          changed_share: number | null;
          created_at: string;
          created_by: string | null;
          decided_at: string | null;
          decided_by: string | null;
          evidence: NonNullable<Json>;
          exercise_bases: NonNullable<Json>;
          final: Json | null;
          flow_run_id: string | null;
          human_share: number | null;
          id: string;
          is_seeded: boolean;
          kind: string;
          made: NonNullable<Json>;
          opened_at: string | null;
          ordinal: number;
          origin: string;
          parts: Json | null;
          place_id: string | null;
          place_kind: Database['public']['Enums']['content_kind'] | null;
          reason: string | null;
          reason_code: number | null;
          risks: string[];
          stale_because: string | null;
          status: Database['public']['Enums']['proposal_status'];
          step_run_id: string | null;
          title: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          assigned_to?: string | null;
          base_hash?: string | null;
          base_version?: number | null;
          body: NonNullable<Json>;
          change_set_id?: string | null;
          changed_share?: number | null;
          created_at?: string;
          created_by?: string | null;
          decided_at?: string | null;
          decided_by?: string | null;
          evidence?: NonNullable<Json>;
          exercise_bases?: NonNullable<Json>;
          final?: Json | null;
          flow_run_id?: string | null;
          human_share?: number | null;
          id?: string;
          is_seeded?: boolean;
          kind: string;
          made?: NonNullable<Json>;
          opened_at?: string | null;
          ordinal?: never;
          origin?: string;
          parts?: Json | null;
          place_id?: string | null;
          place_kind?: Database['public']['Enums']['content_kind'] | null;
          reason?: string | null;
          reason_code?: number | null;
          risks?: string[];
          stale_because?: string | null;
          status?: Database['public']['Enums']['proposal_status'];
          step_run_id?: string | null;
          title: string;
          workspace_id: string;
        };
        Update: {
          assigned_to?: string | null;
          base_hash?: string | null;
          base_version?: number | null;
          body?: NonNullable<Json>;
          change_set_id?: string | null;
          changed_share?: number | null;
          created_at?: string;
          created_by?: string | null;
          decided_at?: string | null;
          decided_by?: string | null;
          evidence?: NonNullable<Json>;
          exercise_bases?: NonNullable<Json>;
          final?: Json | null;
          flow_run_id?: string | null;
          human_share?: number | null;
          id?: string;
          is_seeded?: boolean;
          kind?: string;
          made?: NonNullable<Json>;
          opened_at?: string | null;
          ordinal?: never;
          origin?: string;
          parts?: Json | null;
          place_id?: string | null;
          place_kind?: Database['public']['Enums']['content_kind'] | null;
          reason?: string | null;
          reason_code?: number | null;
          risks?: string[];
          stale_because?: string | null;
          status?: Database['public']['Enums']['proposal_status'];
          step_run_id?: string | null;
          title?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'proposals_change_set_id_fkey';
            columns: ['change_set_id'];
            isOneToOne: false;
            referencedRelation: 'change_sets';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'proposals_flow_run_fkey';
            columns: ['flow_run_id'];
            isOneToOne: false;
            referencedRelation: 'flow_runs';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'proposals_step_run_fkey';
            columns: ['step_run_id'];
            isOneToOne: false;
            referencedRelation: 'step_runs';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'proposals_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      provider_breakers: {
        Row: {
          failures: number;
          not_before: string | null;
          open_until: string | null;
          probe_at: string | null;
          provider_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          failures?: number;
          not_before?: string | null;
          open_until?: string | null;
          probe_at?: string | null;
          provider_id: string;
          workspace_id: string;
        };
        Update: {
          failures?: number;
          not_before?: string | null;
          open_until?: string | null;
          probe_at?: string | null;
          provider_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'provider_breakers_provider_fkey';
            columns: ['workspace_id', 'provider_id'];
            isOneToOne: false;
            referencedRelation: 'model_providers';
            referencedColumns: ['workspace_id', 'id'];
          },
        ];
      };
      quality_dismissals: {
        Row: {
          code: string;
          dismissed_at: string;
          dismissed_by: string | null;
          opens_gate: boolean;
          reason: string;
          spark_id: string;
          subject: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          code: string;
          dismissed_at?: string;
          dismissed_by?: string | null;
          opens_gate: boolean;
          reason: string;
          spark_id: string;
          subject: string;
          workspace_id: string;
        };
        Update: {
          code?: string;
          dismissed_at?: string;
          dismissed_by?: string | null;
          opens_gate?: boolean;
          reason?: string;
          spark_id?: string;
          subject?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'quality_dismissals_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      quality_gates: {
        Row: {
          code: string;
          is_on: boolean;
          set_at: string;
          set_by: string | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          code: string;
          is_on: boolean;
          set_at?: string;
          set_by?: string | null;
          workspace_id: string;
        };
        Update: {
          code?: string;
          is_on?: boolean;
          set_at?: string;
          set_by?: string | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'quality_gates_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      quality_scores: {
        Row: {
          analyser_version: number;
          findings: NonNullable<Json>;
          measured_at: string;
          scores: NonNullable<Json>;
          spark_id: string;
          text_hash: string;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          analyser_version: number;
          findings: NonNullable<Json>;
          measured_at?: string;
          scores: NonNullable<Json>;
          spark_id: string;
          text_hash: string;
          version: number;
          workspace_id: string;
        };
        Update: {
          analyser_version?: number;
          findings?: NonNullable<Json>;
          measured_at?: string;
          scores?: NonNullable<Json>;
          spark_id?: string;
          text_hash?: string;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'quality_scores_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      resources: {
        Row: {
          bundle_style: Json | null;
          concept_id: string;
          created_at: string;
          created_by: string | null;
          document: Json | null;
          extracted_text: string | null;
          extraction_metadata: Json | null;
          extras: NonNullable<Json>;
          file_size: number | null;
          filename: string | null;
          id: string;
          image: Json | null;
          object_store_document_id: string | null;
          object_store_image_id: string | null;
          order_index: number;
          ordinal: number;
          resource_key: string;
          resource_type: string | null;
          source_url: string | null;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          concept_id: string;
          created_at?: string;
          created_by?: string | null;
          document?: Json | null;
          extracted_text?: string | null;
          extraction_metadata?: Json | null;
          extras?: NonNullable<Json>;
          file_size?: number | null;
          filename?: string | null;
          id?: string;
          image?: Json | null;
          object_store_document_id?: string | null;
          object_store_image_id?: string | null;
          order_index?: number;
          ordinal?: number;
          resource_key: string;
          resource_type?: string | null;
          source_url?: string | null;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          concept_id?: string;
          created_at?: string;
          created_by?: string | null;
          document?: Json | null;
          extracted_text?: string | null;
          extraction_metadata?: Json | null;
          extras?: NonNullable<Json>;
          file_size?: number | null;
          filename?: string | null;
          id?: string;
          image?: Json | null;
          object_store_document_id?: string | null;
          object_store_image_id?: string | null;
          order_index?: number;
          ordinal?: number;
          resource_key?: string;
          resource_type?: string | null;
          source_url?: string | null;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'resources_concept_fkey';
            columns: ['concept_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'concepts';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'resources_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      review_filters: {
        Row: {
          created_at: string;
          filter: NonNullable<Json>;
          id: string;
          name: string;
          user_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          filter: NonNullable<Json>;
          id?: string;
          name: string;
          user_id: string;
          workspace_id: string;
        };
        Update: {
          created_at?: string;
          filter?: NonNullable<Json>;
          id?: string;
          name?: string;
          user_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'review_filters_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      review_marks: {
        Row: {
          because_of: string | null;
          id: number;
          marked_at: string;
          marked_by: string | null;
          note: string | null;
          spark_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          because_of?: string | null;
          id?: never;
          marked_at?: string;
          marked_by?: string | null;
          note?: string | null;
          spark_id: string;
          workspace_id: string;
        };
        Update: {
          because_of?: string | null;
          id?: never;
          marked_at?: string;
          marked_by?: string | null;
          note?: string | null;
          spark_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'review_marks_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      revisions: {
        Row: {
          author: string | null;
          body: NonNullable<Json>;
          change_set_id: string;
          created_at: string;
          entity_id: string;
          id: number;
          kind: Database['public']['Enums']['content_kind'];
          label: string | null;
          operation: Database['public']['Enums']['revision_operation'];
          ref_a: string | null;
          slug: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          author?: string | null;
          body: NonNullable<Json>;
          change_set_id: string;
          created_at?: string;
          entity_id: string;
          id?: never;
          kind: Database['public']['Enums']['content_kind'];
          label?: string | null;
          operation: Database['public']['Enums']['revision_operation'];
          ref_a?: string | null;
          slug?: string | null;
          version: number;
          workspace_id: string;
        };
        Update: {
          author?: string | null;
          body?: NonNullable<Json>;
          change_set_id?: string;
          created_at?: string;
          entity_id?: string;
          id?: never;
          kind?: Database['public']['Enums']['content_kind'];
          label?: string | null;
          operation?: Database['public']['Enums']['revision_operation'];
          ref_a?: string | null;
          slug?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'revisions_change_set_fkey';
            columns: ['change_set_id'];
            isOneToOne: false;
            referencedRelation: 'change_sets';
            referencedColumns: ['id'];
          },
        ];
      };
      seo_rules: {
        Row: {
          id: string;
          name: string;
          rule: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          id?: string;
          name: string;
          rule: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          id?: string;
          name?: string;
          rule?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'seo_rules_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      slug_redirects: {
        Row: {
          created_at: string;
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          old_slug: string;
          origin_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          old_slug: string;
          origin_id: string;
          workspace_id: string;
        };
        Update: {
          created_at?: string;
          entity_id?: string;
          kind?: Database['public']['Enums']['content_kind'];
          old_slug?: string;
          origin_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'slug_redirects_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      snapshots: {
        Row: {
          change_counts: NonNullable<Json>;
          content_hash: string | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          entity_counts: NonNullable<Json>;
          header: Json | null;
          id: string;
          is_pinned: boolean;
          name: string | null;
          names_reviewers: boolean;
          ordinal: number;
          parent_id: string | null;
          promoted_at: string | null;
          promoted_by: string | null;
          promotion: number | null;
          seq: number | null;
          staged_at: string | null;
          status: Database['public']['Enums']['snapshot_status'];
          version_label: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          change_counts?: NonNullable<Json>;
          content_hash?: string | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          entity_counts?: NonNullable<Json>;
          header?: Json | null;
          id?: string;
          is_pinned?: boolean;
          name?: string | null;
          names_reviewers?: boolean;
          ordinal?: never;
          parent_id?: string | null;
          promoted_at?: string | null;
          promoted_by?: string | null;
          promotion?: number | null;
          seq?: number | null;
          staged_at?: string | null;
          status?: Database['public']['Enums']['snapshot_status'];
          version_label: string;
          workspace_id: string;
        };
        Update: {
          change_counts?: NonNullable<Json>;
          content_hash?: string | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          entity_counts?: NonNullable<Json>;
          header?: Json | null;
          id?: string;
          is_pinned?: boolean;
          name?: string | null;
          names_reviewers?: boolean;
          ordinal?: never;
          parent_id?: string | null;
          promoted_at?: string | null;
          promoted_by?: string | null;
          promotion?: number | null;
          seq?: number | null;
          staged_at?: string | null;
          status?: Database['public']['Enums']['snapshot_status'];
          version_label?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'snapshots_parent_fkey';
            columns: ['parent_id'];
            isOneToOne: false;
            referencedRelation: 'snapshots';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'snapshots_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      spark_beacons: {
        Row: {
          beacon_id: string;
          bundle_style: Json | null;
          created_at: string;
          created_by: string | null;
          extras: NonNullable<Json>;
          id: string;
          ordinal: number;
          spark_id: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          beacon_id: string;
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          ordinal?: number;
          spark_id: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          beacon_id?: string;
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          ordinal?: number;
          spark_id?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'spark_beacons_beacon_fkey';
            columns: ['beacon_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'beacons';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'spark_beacons_spark_fkey';
            columns: ['spark_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'sparks';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'spark_beacons_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      spark_links: {
        Row: {
          bundle_style: Json | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          extras: NonNullable<Json>;
          id: string;
          link_type: Database['public']['Enums']['link_type'];
          ordinal: number;
          source_id: string;
          target_id: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          weight: number | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          link_type: Database['public']['Enums']['link_type'];
          ordinal?: number;
          source_id: string;
          target_id: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          weight?: number | null;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          link_type?: Database['public']['Enums']['link_type'];
          ordinal?: number;
          source_id?: string;
          target_id?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          weight?: number | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'spark_links_source_fkey';
            columns: ['source_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'sparks';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'spark_links_target_fkey';
            columns: ['target_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'sparks';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'spark_links_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      sparks: {
        Row: {
          ai_metadata: Json | null;
          bundle_style: Json | null;
          content_md: string;
          created_at: string;
          created_by: string | null;
          difficulty: Database['public']['Enums']['difficulty'];
          estimated_mins: number;
          extras: NonNullable<Json>;
          id: string;
          is_published: boolean;
          ordinal: number;
          slug: string;
          summary: string | null;
          title: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          ai_metadata?: Json | null;
          bundle_style?: Json | null;
          content_md: string;
          created_at?: string;
          created_by?: string | null;
          difficulty: Database['public']['Enums']['difficulty'];
          estimated_mins: number;
          extras?: NonNullable<Json>;
          id?: string;
          is_published?: boolean;
          ordinal?: number;
          slug: string;
          summary?: string | null;
          title: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          ai_metadata?: Json | null;
          bundle_style?: Json | null;
          content_md?: string;
          created_at?: string;
          created_by?: string | null;
          difficulty?: Database['public']['Enums']['difficulty'];
          estimated_mins?: number;
          extras?: NonNullable<Json>;
          id?: string;
          is_published?: boolean;
          ordinal?: number;
          slug?: string;
          summary?: string | null;
          title?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'sparks_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      step_runs: {
        Row: {
          beat_at: string | null;
          completed_at: string | null;
          cost_micros: number | null;
          created_at: string;
          error_message: string | null;
          execution_time_ms: number | null;
          external_id: string | null;
          fence: number;
          flow_run_id: string;
          id: string;
          is_batch: boolean;
          kind: string | null;
          nth: number;
          output: Json | null;
          params: Json | null;
          problem: Json | null;
          ready_at: string | null;
          source: Json | null;
          started_at: string | null;
          status: Database['public']['Enums']['run_status'] | null;
          step_name: string | null;
          step_order: number | null;
          tokens_used: number | null;
          tries: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          beat_at?: string | null;
          completed_at?: string | null;
          cost_micros?: number | null;
          created_at?: string;
          error_message?: string | null;
          execution_time_ms?: number | null;
          external_id?: string | null;
          fence?: number;
          flow_run_id: string;
          id?: string;
          is_batch?: boolean;
          kind?: string | null;
          nth: number;
          output?: Json | null;
          params?: Json | null;
          problem?: Json | null;
          ready_at?: string | null;
          source?: Json | null;
          started_at?: string | null;
          status?: Database['public']['Enums']['run_status'] | null;
          step_name?: string | null;
          step_order?: number | null;
          tokens_used?: number | null;
          tries?: number;
          workspace_id: string;
        };
        Update: {
          beat_at?: string | null;
          completed_at?: string | null;
          cost_micros?: number | null;
          created_at?: string;
          error_message?: string | null;
          execution_time_ms?: number | null;
          external_id?: string | null;
          fence?: number;
          flow_run_id?: string;
          id?: string;
          is_batch?: boolean;
          kind?: string | null;
          nth?: number;
          output?: Json | null;
          params?: Json | null;
          problem?: Json | null;
          ready_at?: string | null;
          source?: Json | null;
          started_at?: string | null;
          status?: Database['public']['Enums']['run_status'] | null;
          step_name?: string | null;
          step_order?: number | null;
          tokens_used?: number | null;
          tries?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'step_runs_flow_run_fkey';
            columns: ['flow_run_id'];
            isOneToOne: false;
            referencedRelation: 'flow_runs';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'step_runs_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      strategies: {
        Row: {
          active: boolean;
          config: NonNullable<Json>;
          created_at: string;
          created_by: string | null;
          id: string;
          name: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          active?: boolean;
          config: NonNullable<Json>;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          name: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          active?: boolean;
          config?: NonNullable<Json>;
          created_at?: string;
          created_by?: string | null;
          id?: string;
          name?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'strategies_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      strategy_history: {
        Row: {
          active: boolean;
          config: NonNullable<Json>;
          created_at: string;
          created_by: string | null;
          name: string;
          note: string | null;
          strategy_id: string;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          active: boolean;
          config: NonNullable<Json>;
          created_at?: string;
          created_by?: string | null;
          name: string;
          note?: string | null;
          strategy_id: string;
          version: number;
          workspace_id: string;
        };
        Update: {
          active?: boolean;
          config?: NonNullable<Json>;
          created_at?: string;
          created_by?: string | null;
          name?: string;
          note?: string | null;
          strategy_id?: string;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'strategy_history_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      tasks: {
        Row: {
          attempts: number;
          created_at: string;
          created_by: string;
          done: number;
          ended_at: string | null;
          id: string;
          input: NonNullable<Json>;
          is_cancel_asked: boolean;
          is_seen: boolean;
          kind: string;
          ordinal: number;
          problem: Json | null;
          result: Json | null;
          started_at: string | null;
          state: Database['public']['Enums']['task_state'];
          step: string | null;
          subject_id: string | null;
          weight: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          created_at?: string;
          created_by: string;
          done?: number;
          ended_at?: string | null;
          id?: string;
          input?: NonNullable<Json>;
          is_cancel_asked?: boolean;
          is_seen?: boolean;
          kind: string;
          ordinal?: never;
          problem?: Json | null;
          result?: Json | null;
          started_at?: string | null;
          state?: Database['public']['Enums']['task_state'];
          step?: string | null;
          subject_id?: string | null;
          weight: number;
          workspace_id: string;
        };
        Update: {
          attempts?: number;
          created_at?: string;
          created_by?: string;
          done?: number;
          ended_at?: string | null;
          id?: string;
          input?: NonNullable<Json>;
          is_cancel_asked?: boolean;
          is_seen?: boolean;
          kind?: string;
          ordinal?: never;
          problem?: Json | null;
          result?: Json | null;
          started_at?: string | null;
          state?: Database['public']['Enums']['task_state'];
          step?: string | null;
          subject_id?: string | null;
          weight?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'tasks_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      trail_objectives: {
        Row: {
          bundle_style: Json | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          extras: NonNullable<Json>;
          id: string;
          objective_id: string;
          order_index: number;
          ordinal: number;
          title: string;
          trail_id: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          objective_id: string;
          order_index?: number;
          ordinal?: number;
          title: string;
          trail_id: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          extras?: NonNullable<Json>;
          id?: string;
          objective_id?: string;
          order_index?: number;
          ordinal?: number;
          title?: string;
          trail_id?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'trail_objectives_trail_fkey';
            columns: ['trail_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'trails';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'trail_objectives_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      trail_performance: {
        Row: {
          avg_engagement_rate: number | null;
          avg_search_position: number | null;
          bundle_style: Json | null;
          conversion_rate: number | null;
          created_at: string;
          created_by: string | null;
          extras: NonNullable<Json>;
          file_form: Json | null;
          id: string;
          key_learnings: Json | null;
          measured_on: string;
          ordinal: number;
          search_impressions: number | null;
          suggested_improvements: Json | null;
          trail_id: string;
          unique_visitors: number | null;
          updated_at: string;
          updated_by: string | null;
          version: number;
          views: number | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          avg_engagement_rate?: number | null;
          avg_search_position?: number | null;
          bundle_style?: Json | null;
          conversion_rate?: number | null;
          created_at?: string;
          created_by?: string | null;
          extras?: NonNullable<Json>;
          file_form?: Json | null;
          id?: string;
          key_learnings?: Json | null;
          measured_on: string;
          ordinal?: number;
          search_impressions?: number | null;
          suggested_improvements?: Json | null;
          trail_id: string;
          unique_visitors?: number | null;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          views?: number | null;
          workspace_id: string;
        };
        Update: {
          avg_engagement_rate?: number | null;
          avg_search_position?: number | null;
          bundle_style?: Json | null;
          conversion_rate?: number | null;
          created_at?: string;
          created_by?: string | null;
          extras?: NonNullable<Json>;
          file_form?: Json | null;
          id?: string;
          key_learnings?: Json | null;
          measured_on?: string;
          ordinal?: number;
          search_impressions?: number | null;
          suggested_improvements?: Json | null;
          trail_id?: string;
          unique_visitors?: number | null;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          views?: number | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'trail_performance_trail_fkey';
            columns: ['trail_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'trails';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'trail_performance_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      trails: {
        Row: {
          bundle_style: Json | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          difficulty_level: Database['public']['Enums']['difficulty'];
          domain_id: string;
          extras: NonNullable<Json>;
          id: string;
          is_published: boolean;
          order_index: number;
          ordinal: number;
          slug: string;
          title: string;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          difficulty_level: Database['public']['Enums']['difficulty'];
          domain_id: string;
          extras?: NonNullable<Json>;
          id?: string;
          is_published?: boolean;
          order_index?: number;
          ordinal?: number;
          slug: string;
          title: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          bundle_style?: Json | null;
          created_at?: string;
          created_by?: string | null;
          description?: string | null;
          difficulty_level?: Database['public']['Enums']['difficulty'];
          domain_id?: string;
          extras?: NonNullable<Json>;
          id?: string;
          is_published?: boolean;
          order_index?: number;
          ordinal?: number;
          slug?: string;
          title?: string;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'trails_domain_fkey';
            columns: ['domain_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'domains';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'trails_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      unit_profiles: {
        Row: {
          art_image: Json | null;
          art_image_description: string | null;
          bundle_style: Json | null;
          concept_id: string;
          created_at: string;
          created_by: string | null;
          external_id: string | null;
          external_system: string | null;
          extras: NonNullable<Json>;
          file_form: Json | null;
          flow_type: string | null;
          generated_from_topic: boolean | null;
          id: string;
          is_global: boolean | null;
          learner_level: string | null;
          ordinal: number;
          owner_id: string | null;
          owner_key: string | null;
          podcast_transcript: string | null;
          podcast_voice: string | null;
          source_material: string | null;
          status: string | null;
          target_lesson_count: number | null;
          updated_at: string;
          updated_by: string | null;
          version: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          art_image?: Json | null;
          art_image_description?: string | null;
          bundle_style?: Json | null;
          concept_id: string;
          created_at?: string;
          created_by?: string | null;
          external_id?: string | null;
          external_system?: string | null;
          extras?: NonNullable<Json>;
          file_form?: Json | null;
          flow_type?: string | null;
          generated_from_topic?: boolean | null;
          id?: string;
          is_global?: boolean | null;
          learner_level?: string | null;
          ordinal?: number;
          owner_id?: string | null;
          owner_key?: string | null;
          podcast_transcript?: string | null;
          podcast_voice?: string | null;
          source_material?: string | null;
          status?: string | null;
          target_lesson_count?: number | null;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id: string;
        };
        Update: {
          art_image?: Json | null;
          art_image_description?: string | null;
          bundle_style?: Json | null;
          concept_id?: string;
          created_at?: string;
          created_by?: string | null;
          external_id?: string | null;
          external_system?: string | null;
          extras?: NonNullable<Json>;
          file_form?: Json | null;
          flow_type?: string | null;
          generated_from_topic?: boolean | null;
          id?: string;
          is_global?: boolean | null;
          learner_level?: string | null;
          ordinal?: number;
          owner_id?: string | null;
          owner_key?: string | null;
          podcast_transcript?: string | null;
          podcast_voice?: string | null;
          source_material?: string | null;
          status?: string | null;
          target_lesson_count?: number | null;
          updated_at?: string;
          updated_by?: string | null;
          version?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'unit_profiles_concept_fkey';
            columns: ['concept_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'concepts';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'unit_profiles_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      workspaces: {
        Row: {
          allows_pending_drafts: boolean;
          allows_self_approval: boolean;
          asks_for_proposals: boolean;
          asks_second: boolean;
          check_percent: number;
          content_is_open: boolean;
          created_at: string;
          created_by: string | null;
          holds_risk: boolean;
          id: string;
          minds_pauses: boolean;
          name: string;
          names_reviewers: boolean;
          parent_id: string | null;
          runs_checks: boolean;
          settings: NonNullable<Json>;
          slug: string;
        };
        ComputedFields: never;
        Insert: {
          allows_pending_drafts?: boolean;
          allows_self_approval?: boolean;
          asks_for_proposals?: boolean;
          asks_second?: boolean;
          check_percent?: number;
          content_is_open?: boolean;
          created_at?: string;
          created_by?: string | null;
          holds_risk?: boolean;
          id?: string;
          minds_pauses?: boolean;
          name: string;
          names_reviewers?: boolean;
          parent_id?: string | null;
          runs_checks?: boolean;
          settings?: NonNullable<Json>;
          slug: string;
        };
        Update: {
          allows_pending_drafts?: boolean;
          allows_self_approval?: boolean;
          asks_for_proposals?: boolean;
          asks_second?: boolean;
          check_percent?: number;
          content_is_open?: boolean;
          created_at?: string;
          created_by?: string | null;
          holds_risk?: boolean;
          id?: string;
          minds_pauses?: boolean;
          name?: string;
          names_reviewers?: boolean;
          parent_id?: string | null;
          runs_checks?: boolean;
          settings?: NonNullable<Json>;
          slug?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'workspaces_parent_fkey';
            columns: ['parent_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
    };
    Views: {
      course_statistics: {
        Row: {
          avg_didatica_score: number | null;
          avg_gps_score: number | null;
          course_type: Database['public']['Enums']['course_type'] | null;
          estimated_duration_hours: number | null;
          failed_lessons: number | null;
          keywords: string[] | null;
          knowledge_level: Database['public']['Enums']['difficulty'] | null;
          passed_lessons: number | null;
          pedagogical_framework: string | null;
          persona_id: string | null;
          persona_name: string | null;
          published_at: string | null;
          quality: number | null;
          slug: string;
          status: Database['public']['Enums']['course_status'];
          title: string;
          tool_name: string | null;
          total_lessons: number | null;
          total_modules: number | null;
          trail_id: string;
          voice_fidelity: number | null;
          warned_lessons: number | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: 'course_profiles_persona_fkey';
            columns: ['persona_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'persona_statistics';
            referencedColumns: ['persona_id', 'workspace_id'];
          },
          {
            foreignKeyName: 'course_profiles_persona_fkey';
            columns: ['persona_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'personas';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'course_profiles_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      persona_statistics: {
        Row: {
          avg_didatica_score: number | null;
          avg_gps_score: number | null;
          avg_voice_fidelity: number | null;
          courses: number | null;
          display_name: string;
          failed_lessons: number | null;
          least_voice_fidelity: number | null;
          most_voice_fidelity: number | null;
          persona_id: string;
          slug: string;
          total_lessons: number | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: 'personas_workspace_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
    };
    Functions: {
      activate_template: {
        Args: { p_active?: number; p_content_type: string; p_number: number; p_reason: string; p_workspace: string };
        Returns: undefined;
      };
      add_asset: {
        Args: {
          p_alt_text?: string;
          p_byte_size: number;
          p_height?: number;
          p_media_type: string;
          p_path: string;
          p_sha256: string;
          p_width?: number;
          p_workspace: string;
        };
        Returns: Json;
      };
      add_comment: {
        Args: { p_body: string; p_mentions?: string[]; p_thread: string; p_workspace: string };
        Returns: string;
      };
      add_import_items: { Args: { p_import: string; p_items: Json }; Returns: number };
      add_import_questions: { Args: { p_import: string; p_questions: Json }; Returns: number };
      add_import_records: { Args: { p_import: string; p_records: Json }; Returns: number };
      add_job_source: {
        Args: { p_body: string; p_format: string; p_name: string; p_words: number; p_workspace: string };
        Returns: string;
      };
      add_objective: { Args: { p_kind: string; p_owner: string; p_title: string; p_workspace: string }; Returns: Json };
      add_place: { Args: { p_concept: string; p_spark: string; p_workspace: string }; Returns: Json };
      add_prices: { Args: { p_prices: Json; p_workspace: string }; Returns: number };
      add_prompt_job: { Args: { p_metadata: Json; p_prompt: string; p_workspace: string }; Returns: string };
      add_results: { Args: { p_answers: Json; p_import: string }; Returns: number };
      add_template_version: {
        Args: {
          p_content_type: string;
          p_newest?: number;
          p_note: string;
          p_parts: Json;
          p_variables: string[];
          p_workspace: string;
        };
        Returns: number;
      };
      adopt_import_blocks: { Args: { p_blocks: Json; p_import: string }; Returns: number };
      answer_invitation: { Args: { p_accepts: boolean; p_invitation: string }; Returns: string };
      answer_invitation_link: { Args: { p_accepts: boolean; p_link: string }; Returns: string };
      apply_import: { Args: { p_conflicts?: string; p_import: string }; Returns: Json };
      apply_questions: { Args: { p_choices: Json; p_import: string }; Returns: Json };
      approve_job_step: { Args: { p_job: string; p_output: Json; p_workspace: string }; Returns: undefined };
      ask_for_proposal: { Args: { p_proposal: string; p_workspace: string }; Returns: undefined };
      assign_proposals: { Args: { p_proposals: string[]; p_to?: string; p_workspace: string }; Returns: number };
      be_present: {
        Args: {
          p_id: string;
          p_is_editing?: boolean;
          p_kind: Database['public']['Enums']['content_kind'];
          p_workspace: string;
        };
        Returns: Json;
      };
      branch_job: { Args: { p_job: string; p_workspace: string }; Returns: string };
      bulk_edit: {
        Args: {
          p_add_beacons?: string[];
          p_items: Json;
          p_remove_beacons?: string[];
          p_set?: Json;
          p_workspace: string;
        };
        Returns: Json;
      };
      bulk_move: { Args: { p_items: Json; p_parent: string; p_position?: number; p_workspace: string }; Returns: Json };
      bulk_trash: { Args: { p_items: Json; p_with_sparks?: boolean; p_workspace: string }; Returns: Json };
      cancel_job: { Args: { p_job: string; p_workspace: string }; Returns: undefined };
      cancel_task: { Args: { p_task: string }; Returns: undefined };
      changed_entities: {
        Args: { p_workspace: string };
        Returns: {
          change: string;
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          owner_id: string;
        }[];
      };
      chosen_pictures: { Args: { p_choices: Json; p_import: string; p_workspace: string }; Returns: string[] };
      claim_proposal: { Args: { p_proposal: string; p_workspace: string }; Returns: Json };
      cleanup_old_snapshots: { Args: { p_keep_count?: number; p_workspace: string }; Returns: number };
      clear_review_marks: { Args: { p_because_of?: string; p_sparks: string[]; p_workspace: string }; Returns: number };
      close_abandoned_imports: { Args: { p_workspace: string }; Returns: number };
      compare_course_versions: {
        Args: { p_after?: number; p_before: number; p_trail: string; p_workspace: string };
        Returns: Json;
      };
      content_access: { Args: { p_key_hash?: string; p_snapshot?: string; p_workspace: string }; Returns: Json };
      content_entity: {
        Args: {
          p_key_hash?: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_slug: string;
          p_snapshot: string;
        };
        Returns: Json;
      };
      content_graph: {
        Args: {
          p_key_hash?: string;
          p_level: Database['public']['Enums']['graph_level'];
          p_snapshot: string;
          p_trail?: string;
        };
        Returns: Json;
      };
      content_list: {
        Args: {
          p_after_order?: number;
          p_after_slug?: string;
          p_key_hash?: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_limit?: number;
          p_of?: string;
          p_snapshot: string;
        };
        Returns: Json;
      };
      content_moved: {
        Args: {
          p_key_hash?: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_slugs: string[];
          p_snapshot: string;
        };
        Returns: Json;
      };
      content_package: { Args: { p_key_hash?: string; p_slug: string; p_snapshot: string }; Returns: Json };
      content_search: {
        Args: {
          p_after_rank?: number;
          p_after_slug?: string;
          p_key_hash?: string;
          p_limit?: number;
          p_query: string;
          p_snapshot: string;
        };
        Returns: Json;
      };
      content_snapshot: { Args: { p_key_hash?: string; p_snapshot: string }; Returns: Json };
      content_titles: { Args: { p_key_hash?: string; p_slugs: string[]; p_snapshot: string }; Returns: Json };
      count_beacons: {
        Args: { p_limit?: number; p_sparks: string[]; p_text?: string; p_workspace: string };
        Returns: Json;
      };
      count_differences: { Args: { p_after?: string; p_before?: string; p_workspace: string }; Returns: Json };
      count_known_results: { Args: { p_answers: Json; p_workspace: string }; Returns: number };
      create_entity: {
        Args: {
          p_fields: Json;
          p_kind: Database['public']['Enums']['content_kind'];
          p_parent?: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      create_import_snapshot: {
        Args: {
          p_description?: string;
          p_name?: string;
          p_parent_id?: string;
          p_version_label?: string;
          p_workspace: string;
        };
        Returns: string;
      };
      create_workspace: {
        Args: { p_name: string; p_slug: string };
        Returns: {
          allows_pending_drafts: boolean;
          allows_self_approval: boolean;
          asks_for_proposals: boolean;
          asks_second: boolean;
          check_percent: number;
          content_is_open: boolean;
          created_at: string;
          created_by: string | null;
          holds_risk: boolean;
          id: string;
          minds_pauses: boolean;
          name: string;
          names_reviewers: boolean;
          parent_id: string | null;
          runs_checks: boolean;
          settings: NonNullable<Json>;
          slug: string;
        };
        SetofOptions: {
          from: '*';
          to: 'workspaces';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      decide_proposal: { Args: { p_decision: Json; p_proposal: string; p_workspace: string }; Returns: Json };
      decide_proposals: { Args: { p_decision: Json; p_proposals: string[]; p_workspace: string }; Returns: Json };
      delete_comment: { Args: { p_comment: string; p_workspace: string }; Returns: undefined };
      delete_draft_snapshot: { Args: { p_snapshot: string }; Returns: undefined };
      delete_review_filter: { Args: { p_filter: string; p_workspace: string }; Returns: undefined };
      describe_import: {
        Args: {
          p_header?: Json;
          p_import: string;
          p_name?: string;
          p_source_system?: string;
          p_source_version?: string;
          p_version_label: string;
          p_warnings?: Json;
        };
        Returns: undefined;
      };
      diff_snapshots: {
        Args: { p_after: string; p_before: string };
        Returns: {
          after: Json;
          before: Json;
          change: string;
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          slug: string;
        }[];
      };
      discard_import: { Args: { p_import: string }; Returns: undefined };
      dismiss_finding: {
        Args: { p_code: string; p_reason?: string; p_spark: string; p_subject: string; p_workspace: string };
        Returns: boolean;
      };
      dismiss_suggestion: {
        Args: { p_is_dismissed?: boolean; p_source: string; p_target: string; p_workspace: string };
        Returns: boolean;
      };
      duplicate: { Args: { p_items: Json; p_workspace: string }; Returns: Json };
      edit_comment: {
        Args: { p_body: string; p_comment: string; p_mentions?: string[]; p_workspace: string };
        Returns: undefined;
      };
      edit_exercises: {
        Args: { p_edits: Json; p_keep_broken?: boolean; p_title?: string; p_workspace: string };
        Returns: Json;
      };
      edit_links: {
        Args: { p_edits: Json; p_level: Database['public']['Enums']['graph_level']; p_workspace: string };
        Returns: Json;
      };
      export_records: {
        Args: { p_after?: number; p_limit?: number; p_record: string; p_slugs?: string[]; p_workspace: string };
        Returns: {
          body: Json;
          nth: number;
          owner_slug: string;
        }[];
      };
      export_rows: {
        Args: {
          p_after?: number;
          p_import?: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_limit?: number;
          p_snapshot?: string;
          p_workspace: string;
        };
        Returns: {
          body: Json;
          ordinal: number;
          ref_a_slug: string;
          ref_b_slug: string;
        }[];
      };
      finalize_import: { Args: { p_entity_counts?: Json; p_import: string; p_snapshot: string }; Returns: Json };
      find_asset: { Args: { p_asset: string; p_key_hash?: string }; Returns: Json };
      find_external: {
        Args: {
          p_asked: Json;
          p_kind: Database['public']['Enums']['content_kind'];
          p_system: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      find_objectives: {
        Args: { p_concepts: string[]; p_sparks: string[]; p_trails: string[]; p_workspace: string };
        Returns: Json;
      };
      find_places: {
        Args: {
          p_kind: Database['public']['Enums']['content_kind'];
          p_limit?: number;
          p_text?: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      finish_results: { Args: { p_import: string; p_outcome: Json }; Returns: undefined };
      fix_lessons: { Args: { p_lessons: Json; p_workspace: string }; Returns: Json };
      get_import_stats: { Args: { p_days?: number; p_workspace: string }; Returns: Json };
      give_second_opinion: { Args: { p_opinion: Json; p_proposal: string; p_workspace: string }; Returns: Json };
      import_plan_items: {
        Args: { p_actions?: string[]; p_after?: number; p_import: string; p_limit?: number };
        Returns: {
          action: string;
          before: Json;
          entity_id: string;
          fields: Json;
          key: string;
          kind: Database['public']['Enums']['content_kind'];
          label: string;
          nth: number;
          position: number;
        }[];
      };
      insert_on_link: {
        Args: { p_concept?: string; p_fields: Json; p_link: string; p_workspace: string };
        Returns: Json;
      };
      invite: {
        Args: {
          p_email: string;
          p_link_hash: string;
          p_role: Database['public']['Enums']['member_role'];
          p_workspace: string;
        };
        Returns: string;
      };
      keep_exercise: { Args: { p_drop: Json; p_keep: Json; p_workspace: string }; Returns: Json };
      leave: { Args: { p_id: string; p_workspace: string }; Returns: undefined };
      link_way: {
        Args: {
          p_from: string;
          p_level: Database['public']['Enums']['graph_level'];
          p_to: string;
          p_without?: string[];
          p_workspace: string;
        };
        Returns: Json;
      };
      list_change_sets: {
        Args: {
          p_action?: Database['public']['Enums']['change_action'];
          p_author?: string;
          p_before?: string;
          p_limit?: number;
          p_only?: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      mark_alike_questions: { Args: { p_alike: Json; p_import: string }; Returns: number };
      mark_for_review: {
        Args: { p_because_of?: string; p_note?: string; p_sparks: string[]; p_workspace: string };
        Returns: string[];
      };
      mark_notifications: { Args: { p_ids: number[]; p_is_read: boolean; p_workspace: string }; Returns: number };
      merge_entities: {
        Args: {
          p_fields?: Json;
          p_from: string;
          p_into: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_workspace: string;
        };
        Returns: string;
      };
      merge_loop: {
        Args: {
          p_from: string;
          p_into: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_workspace: string;
        };
        Returns: Json;
      };
      my_invitations: {
        Args: Record<PropertyKey, never>;
        Returns: {
          created_at: string;
          expires_at: string;
          id: string;
          invited_by: string;
          role: Database['public']['Enums']['member_role'];
          workspace_name: string;
        }[];
      };
      name_course_version: {
        Args: { p_nth?: number; p_summary: string; p_trail: string; p_workspace: string };
        Returns: number;
      };
      name_version: { Args: { p_name: string; p_revision: number; p_workspace: string }; Returns: string };
      note_prompt: { Args: { p_content_type: string; p_is_hit: boolean; p_workspace: string }; Returns: undefined };
      order_objectives: {
        Args: { p_ids: string[]; p_kind: string; p_owner: string; p_workspace: string };
        Returns: string;
      };
      pause_job: { Args: { p_job: string; p_workspace: string }; Returns: undefined };
      pending_differences: {
        Args: { p_snapshot?: string; p_workspace: string };
        Returns: {
          after: Json;
          before: Json;
          change: string;
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          slug: string;
        }[];
      };
      place: {
        Args: {
          p_id: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_parent: string;
          p_position: number;
          p_workspace: string;
        };
        Returns: string;
      };
      plan_import: { Args: { p_import: string; p_skip?: string[] }; Returns: Json };
      plan_questions: { Args: { p_format: string; p_import: string; p_report: Json }; Returns: undefined };
      preview_blockers: { Args: { p_workspace: string }; Returns: Json };
      preview_course_rollback: {
        Args: { p_leave_shared?: boolean; p_nth: number; p_trail: string; p_workspace: string };
        Returns: Json;
      };
      preview_trash: {
        Args: {
          p_id: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_with_sparks?: boolean;
          p_workspace: string;
        };
        Returns: {
          entity_id: string;
          kind: Database['public']['Enums']['content_kind'];
          label: string;
          slug: string;
        }[];
      };
      promote_import: {
        Args: { p_import: string; p_snapshot?: string };
        Returns: {
          change_counts: NonNullable<Json>;
          content_hash: string | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          entity_counts: NonNullable<Json>;
          header: Json | null;
          id: string;
          is_pinned: boolean;
          name: string | null;
          names_reviewers: boolean;
          ordinal: number;
          parent_id: string | null;
          promoted_at: string | null;
          promoted_by: string | null;
          promotion: number | null;
          seq: number | null;
          staged_at: string | null;
          status: Database['public']['Enums']['snapshot_status'];
          version_label: string;
          workspace_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'snapshots';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      promote_snapshot: {
        Args: { p_instead_of?: string; p_snapshot: string };
        Returns: {
          change_counts: NonNullable<Json>;
          content_hash: string | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          entity_counts: NonNullable<Json>;
          header: Json | null;
          id: string;
          is_pinned: boolean;
          name: string | null;
          names_reviewers: boolean;
          ordinal: number;
          parent_id: string | null;
          promoted_at: string | null;
          promoted_by: string | null;
          promotion: number | null;
          seq: number | null;
          staged_at: string | null;
          status: Database['public']['Enums']['snapshot_status'];
          version_label: string;
          workspace_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'snapshots';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      propose_change: { Args: { p_change: Json; p_spark: string; p_workspace: string }; Returns: string };
      provider_cipher: { Args: { p_provider: string; p_workspace: string }; Returns: string };
      purge_trash: { Args: { p_change_set: string }; Returns: number };
      read_acceptance: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_agreement: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_asset_problems: { Args: { p_limit?: number; p_workspace: string }; Returns: Json };
      read_assets: {
        Args: { p_before?: number; p_filter?: string; p_limit?: number; p_search?: string; p_workspace: string };
        Returns: Json;
      };
      read_bank: {
        Args: {
          p_filter?: Json;
          p_limit?: number;
          p_offset?: number;
          p_sort?: string;
          p_spark?: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      read_books: { Args: { p_by?: string; p_month: string; p_workspace: string }; Returns: Json };
      read_change_set: {
        Args: { p_change_set: string; p_limit?: number; p_offset?: number; p_workspace: string };
        Returns: Json;
      };
      read_check_weeks: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_checks: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_course_figures: { Args: { p_by: string; p_workspace: string }; Returns: Json };
      read_course_lessons: { Args: { p_trail: string; p_workspace: string }; Returns: Json };
      read_course_versions: {
        Args: { p_before?: number; p_limit?: number; p_trail: string; p_workspace: string };
        Returns: Json;
      };
      read_courses: {
        Args: {
          p_descending: boolean;
          p_filter: Json;
          p_limit: number;
          p_offset: number;
          p_sort: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      read_coverage: { Args: { p_id?: string; p_kind: string; p_workspace: string }; Returns: Json };
      read_coverage_cell: {
        Args: { p_id: string; p_kind: string; p_level: string; p_part: string; p_row: string; p_workspace: string };
        Returns: Json;
      };
      read_decision_times: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_differences: {
        Args: {
          p_after?: string;
          p_before?: string;
          p_change?: string;
          p_from?: Json;
          p_kind?: Database['public']['Enums']['content_kind'];
          p_limit?: number;
          p_only?: string;
          p_search?: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      read_dismissed_suggestions: { Args: { p_workspace: string }; Returns: Json };
      read_distinct_exercises: { Args: { p_workspace: string }; Returns: Json };
      read_draft_costs: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_earlier_quizzes: { Args: { p_spark: string; p_workspace: string }; Returns: Json };
      read_exercise_bodies: { Args: { p_hashes: string[]; p_workspace: string }; Returns: Json };
      read_exercise_goals: { Args: { p_workspace: string }; Returns: Json };
      read_exercise_levels: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_exercise_marks: { Args: { p_spark?: string; p_workspace: string }; Returns: Json };
      read_exercise_results: { Args: { p_exercise: string; p_spark: string; p_workspace: string }; Returns: Json };
      read_exercise_versions: {
        Args: { p_before?: number; p_exercise: string; p_limit?: number; p_spark: string; p_workspace: string };
        Returns: Json;
      };
      read_exercises: {
        Args: { p_ids?: string[]; p_places?: number[]; p_spark: string; p_workspace: string };
        Returns: Json;
      };
      read_failed_lessons: { Args: { p_limit: number; p_offset: number; p_workspace: string }; Returns: Json };
      read_fixable: { Args: { p_ids?: string[]; p_workspace: string }; Returns: Json };
      read_graph: {
        Args: { p_known?: number; p_level: Database['public']['Enums']['graph_level']; p_workspace: string };
        Returns: Json;
      };
      read_history: {
        Args: {
          p_before?: number;
          p_below?: boolean;
          p_id: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_limit?: number;
          p_workspace: string;
        };
        Returns: Json;
      };
      read_home_counts: { Args: { p_workspace: string }; Returns: Json };
      read_home_work: { Args: { p_workspace: string }; Returns: Json };
      read_import_questions: {
        Args: { p_after?: number; p_filter?: Json; p_import: string; p_limit?: number; p_workspace: string };
        Returns: Json;
      };
      read_invitation: {
        Args: { p_link: string };
        Returns: {
          email: string;
          expires_at: string;
          invited_by: string;
          role: Database['public']['Enums']['member_role'];
          workspace_name: string;
        }[];
      };
      read_job: { Args: { p_job: string; p_workspace: string }; Returns: Json };
      read_job_places: { Args: { p_ids: string[]; p_workspace: string }; Returns: Json };
      read_job_requests: { Args: { p_job: string; p_workspace: string }; Returns: Json };
      read_job_size: { Args: { p_places?: string[]; p_sources?: string[]; p_workspace: string }; Returns: Json };
      read_job_text: { Args: { p_after?: number; p_step: string; p_workspace: string }; Returns: Json };
      read_jobs: {
        Args: {
          p_before?: number;
          p_by?: string;
          p_kinds?: string[];
          p_limit?: number;
          p_show?: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      read_learnings: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_lesson_quality: { Args: { p_spark: string; p_workspace: string }; Returns: Json };
      read_lesson_texts: { Args: { p_after?: string; p_limit?: number; p_workspace: string }; Returns: Json };
      read_notification_settings: { Args: { p_workspace: string }; Returns: Json };
      read_notifications: { Args: { p_limit?: number; p_show?: string; p_workspace: string }; Returns: Json };
      read_objectives: { Args: { p_kind: string; p_owner: string; p_workspace: string }; Returns: Json };
      read_outline: { Args: { p_workspace: string }; Returns: Json };
      read_outline_branches: { Args: { p_at?: Json; p_branches?: Json; p_workspace: string }; Returns: Json };
      read_outline_choices: { Args: { p_filter: Json; p_workspace: string }; Returns: Json };
      read_outline_found: { Args: { p_filter: Json; p_limit?: number; p_workspace: string }; Returns: Json };
      read_outline_sums: { Args: { p_nodes: Json; p_whole?: boolean; p_workspace: string }; Returns: Json };
      read_pending: { Args: { p_items: Json; p_workspace: string }; Returns: Json };
      read_performance_weeks: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_personas: { Args: { p_workspace: string }; Returns: Json };
      read_profile: {
        Args: { p_id: string; p_kind: Database['public']['Enums']['content_kind']; p_workspace: string };
        Returns: Json;
      };
      read_profile_media: {
        Args: { p_id: string; p_kind: Database['public']['Enums']['content_kind']; p_workspace: string };
        Returns: Json;
      };
      read_prompt_counts: { Args: { p_workspace: string }; Returns: Json };
      read_prompt_material: {
        Args: {
          p_place?: string;
          p_place_kind?: Database['public']['Enums']['content_kind'];
          p_sources?: string[];
          p_workspace: string;
        };
        Returns: Json;
      };
      read_prompt_rules: { Args: { p_stamp?: string; p_workspace: string }; Returns: Json };
      read_proposed_exercises: { Args: { p_proposal: string; p_workspace: string }; Returns: Json };
      read_quality_below: { Args: { p_id: string; p_workspace: string }; Returns: Json };
      read_quality_counts: { Args: { p_ids: string[]; p_workspace: string }; Returns: Json };
      read_quality_gates: { Args: { p_workspace: string }; Returns: Json };
      read_quality_trend: { Args: { p_days?: number; p_trail: string; p_workspace: string }; Returns: Json };
      read_quality_weeks: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_question_plan: { Args: { p_import: string; p_workspace: string }; Returns: Json };
      read_readers_version: {
        Args: { p_id: string; p_kind: Database['public']['Enums']['content_kind']; p_workspace: string };
        Returns: Json;
      };
      read_recent_change_sets: { Args: { p_limit?: number; p_workspace: string }; Returns: Json };
      read_result_imports: { Args: { p_workspace: string }; Returns: Json };
      read_result_targets: { Args: { p_workspace: string }; Returns: Json };
      read_result_versions: { Args: { p_exercises: Json; p_workspace: string }; Returns: Json };
      read_results: { Args: { p_spark?: string; p_workspace: string }; Returns: Json };
      read_review_facets: { Args: { p_workspace: string }; Returns: Json };
      read_review_habits: { Args: { p_workspace: string }; Returns: Json };
      read_review_item: { Args: { p_proposal: string; p_workspace: string }; Returns: Json };
      read_review_marks: { Args: { p_limit?: number; p_spark?: string; p_workspace: string }; Returns: Json };
      read_review_queue: {
        Args: { p_filter?: Json; p_limit?: number; p_offset?: number; p_workspace: string };
        Returns: Json;
      };
      read_reviewers: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_second_opinions: { Args: { p_workspace: string }; Returns: Json };
      read_spark_context: { Args: { p_spark: string; p_workspace: string }; Returns: Json };
      read_spark_list: {
        Args: {
          p_down?: boolean;
          p_filter?: Json;
          p_limit?: number;
          p_offset?: number;
          p_sort?: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      read_suggestions: { Args: { p_spark: string; p_workspace: string }; Returns: Json };
      read_template_figures: { Args: { p_content_type: string; p_workspace: string }; Returns: Json };
      read_threads: { Args: { p_proposal?: string; p_spark?: string; p_workspace: string }; Returns: Json };
      read_throughput: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_trash: { Args: { p_workspace: string }; Returns: Json };
      read_versions: {
        Args: {
          p_below?: boolean;
          p_change_set: string;
          p_id: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_limit?: number;
          p_offset?: number;
          p_workspace: string;
        };
        Returns: Json;
      };
      read_voice_weeks: { Args: { p_filter?: Json; p_workspace: string }; Returns: Json };
      read_voices: { Args: { p_persona?: string; p_trail?: string; p_workspace: string }; Returns: Json };
      recognise_import_blocks: { Args: { p_digests: Json; p_import: string }; Returns: Json };
      regenerate_lesson: {
        Args: { p_instruction?: string; p_job: string; p_lesson: number; p_workspace: string };
        Returns: string;
      };
      regenerate_proposal: {
        Args: { p_instruction?: string; p_proposal: string; p_workspace: string };
        Returns: string;
      };
      release_proposal: { Args: { p_proposal: string; p_workspace: string }; Returns: undefined };
      remove_beacon: { Args: { p_beacon: string; p_spark: string; p_workspace: string }; Returns: string };
      remove_job_source: { Args: { p_source: string; p_workspace: string }; Returns: undefined };
      remove_objective: { Args: { p_exercises?: Json; p_id: string; p_workspace: string }; Returns: string };
      remove_place: { Args: { p_place: string; p_workspace: string }; Returns: string };
      remove_provider: { Args: { p_provider: string; p_workspace: string }; Returns: undefined };
      remove_results: { Args: { p_import: string }; Returns: number };
      remove_rule: {
        Args: { p_list: string; p_name: string; p_version: number; p_workspace: string };
        Returns: undefined;
      };
      remove_version_name: { Args: { p_revision: number; p_workspace: string }; Returns: string };
      reorder: { Args: { p_orders: Json; p_workspace: string }; Returns: string };
      resolve_thread: { Args: { p_is_resolved: boolean; p_thread: string; p_workspace: string }; Returns: Json };
      restore_revision: { Args: { p_revision: number; p_version?: number; p_workspace: string }; Returns: string };
      resume_job: { Args: { p_budget_micros?: number; p_job: string; p_workspace: string }; Returns: undefined };
      retry_job: { Args: { p_job: string; p_workspace: string }; Returns: undefined };
      roll_back_course: {
        Args: {
          p_leave_shared?: boolean;
          p_nth: number;
          p_seen: string;
          p_seen_revision: number;
          p_trail: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      rollback_import: {
        Args: { p_import: string };
        Returns: {
          change_counts: NonNullable<Json>;
          content_hash: string | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          entity_counts: NonNullable<Json>;
          header: Json | null;
          id: string;
          is_pinned: boolean;
          name: string | null;
          names_reviewers: boolean;
          ordinal: number;
          parent_id: string | null;
          promoted_at: string | null;
          promoted_by: string | null;
          promotion: number | null;
          seq: number | null;
          staged_at: string | null;
          status: Database['public']['Enums']['snapshot_status'];
          version_label: string;
          workspace_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'snapshots';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      rollback_snapshot: {
        Args: { p_instead_of?: string; p_snapshot?: string; p_workspace: string };
        Returns: {
          change_counts: NonNullable<Json>;
          content_hash: string | null;
          created_at: string;
          created_by: string | null;
          description: string | null;
          entity_counts: NonNullable<Json>;
          header: Json | null;
          id: string;
          is_pinned: boolean;
          name: string | null;
          names_reviewers: boolean;
          ordinal: number;
          parent_id: string | null;
          promoted_at: string | null;
          promoted_by: string | null;
          promotion: number | null;
          seq: number | null;
          staged_at: string | null;
          status: Database['public']['Enums']['snapshot_status'];
          version_label: string;
          workspace_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'snapshots';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      save_outline: {
        Args: { p_job: string; p_outline: Json; p_version: number; p_workspace: string };
        Returns: number;
      };
      save_profile: {
        Args: {
          p_base: Json;
          p_key?: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_owner: string;
          p_patch: Json;
          p_workspace: string;
        };
        Returns: Json;
      };
      save_review_filter: { Args: { p_filter: Json; p_name: string; p_workspace: string }; Returns: string };
      save_strategy: {
        Args: {
          p_active: boolean;
          p_config: Json;
          p_name: string;
          p_note?: string;
          p_version?: number;
          p_workspace: string;
        };
        Returns: number;
      };
      save_text_rule: {
        Args: { p_list: string; p_name: string; p_rule: string; p_version?: number; p_workspace: string };
        Returns: number;
      };
      search_content: {
        Args: {
          p_after?: number;
          p_beacon?: string;
          p_difficulty?: Database['public']['Enums']['difficulty'];
          p_found_in?: string;
          p_kinds?: Database['public']['Enums']['content_kind'][];
          p_limit?: number;
          p_query: string;
          p_state?: string;
          p_trail?: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      see_task: { Args: { p_task: string }; Returns: undefined };
      session_began: { Args: Record<PropertyKey, never>; Returns: string };
      set_budget: {
        Args: { p_hard_micros: number; p_scope: string; p_soft_micros: number; p_workspace: string };
        Returns: undefined;
      };
      set_distinct_exercises: {
        Args: { p_are_distinct?: boolean; p_one: Json; p_other: Json; p_workspace: string };
        Returns: undefined;
      };
      set_exercise_goals: {
        Args: { p_quiz_targets?: Json; p_thresholds?: Json; p_workspace: string };
        Returns: undefined;
      };
      set_notification_mails: { Args: { p_mails: string[]; p_workspace: string }; Returns: undefined };
      set_notification_settings: {
        Args: { p_is_still: boolean; p_muted: string[]; p_workspace: string };
        Returns: undefined;
      };
      set_picture: { Args: { p_content: string; p_media_type: string }; Returns: string };
      set_positions: {
        Args: {
          p_level: Database['public']['Enums']['graph_level'];
          p_reset?: boolean;
          p_set: Json;
          p_workspace: string;
        };
        Returns: number;
      };
      set_provider: {
        Args: { p_fields: Json; p_provider: string; p_version?: number; p_workspace: string };
        Returns: string;
      };
      set_provider_key: {
        Args: { p_cipher: string; p_last4: string; p_provider: string; p_workspace: string };
        Returns: undefined;
      };
      set_quality_gate: { Args: { p_code: string; p_is_on: boolean; p_workspace: string }; Returns: undefined };
      set_routes: { Args: { p_priority: string; p_routes: Json; p_workspace: string }; Returns: undefined };
      set_snapshot_pin: { Args: { p_is_pinned: boolean; p_snapshot: string }; Returns: undefined };
      set_workspace_parent: { Args: { p_parent: string; p_workspace: string }; Returns: undefined };
      settle_by_hand: {
        Args: { p_cost_micros: number; p_reason: string; p_request: string; p_workspace: string };
        Returns: undefined;
      };
      split_concept: {
        Args: { p_concept: string; p_places: string[]; p_slug: string; p_title: string; p_workspace: string };
        Returns: Json;
      };
      split_spark: {
        Args: {
          p_first: string;
          p_mins: number;
          p_second: string;
          p_second_mins: number;
          p_slug: string;
          p_spark: string;
          p_title: string;
          p_version: number;
          p_workspace: string;
        };
        Returns: Json;
      };
      stage_import: { Args: { p_import: string; p_version_label?: string }; Returns: Json };
      stage_snapshot: {
        Args: {
          p_change_set?: string;
          p_description?: string;
          p_name?: string;
          p_only?: string[];
          p_version_label?: string;
          p_workspace: string;
        };
        Returns: Json;
      };
      start_import: {
        Args: {
          p_file_name?: string;
          p_header?: Json;
          p_name?: string;
          p_source_system?: string;
          p_source_version?: string;
          p_version_label: string;
          p_workspace: string;
        };
        Returns: string;
      };
      start_job: {
        Args: {
          p_is_batch?: boolean;
          p_kind: string;
          p_params?: Json;
          p_place?: string;
          p_place_kind?: Database['public']['Enums']['content_kind'];
          p_title: string;
          p_trace_parent?: string;
          p_workspace: string;
        };
        Returns: string;
      };
      start_jobs: { Args: { p_jobs: Json; p_trace_parent?: string; p_workspace: string }; Returns: string[] };
      start_results: { Args: { p_format: string; p_name: string; p_workspace: string }; Returns: string };
      start_task: {
        Args: { p_inline_up_to?: number; p_input?: Json; p_kind: string; p_subject?: string; p_workspace: string };
        Returns: string;
      };
      start_template_test: {
        Args: {
          p_content_type: string;
          p_params: Json;
          p_place?: string;
          p_place_kind?: Database['public']['Enums']['content_kind'];
          p_trace_parent?: string;
          p_versions: string[];
          p_workspace: string;
        };
        Returns: string;
      };
      start_thread: { Args: { p_thread: Json; p_workspace: string }; Returns: Json };
      trash: {
        Args: {
          p_id: string;
          p_kind: Database['public']['Enums']['content_kind'];
          p_with_sparks?: boolean;
          p_workspace: string;
        };
        Returns: string;
      };
      undo_change_set: { Args: { p_change_set: string }; Returns: string };
      undo_decision: { Args: { p_proposal: string; p_workspace: string }; Returns: undefined };
      undo_decisions: { Args: { p_proposals: string[]; p_workspace: string }; Returns: number };
      update_import_status: {
        Args: {
          p_error_details?: Json;
          p_error_message?: string;
          p_import: string;
          p_status: Database['public']['Enums']['import_status'];
        };
        Returns: undefined;
      };
      verify_snapshot: { Args: { p_snapshot: string }; Returns: Json };
      withdraw_proposal: { Args: { p_proposal: string; p_workspace: string }; Returns: undefined };
    };
    Enums: {
      beacon_category: 'technology' | 'concept' | 'application' | 'level' | 'format';
      bloom_level: 'remember' | 'understand' | 'apply' | 'analyze' | 'evaluate' | 'create';
      change_action:
        | 'edit'
        | 'bulk_edit'
        | 'move'
        | 'import'
        | 'trash'
        | 'undo'
        | 'restore'
        | 'merge'
        | 'generation'
        | 'approval'
        | 'revert';
      content_kind:
        | 'domain'
        | 'trail'
        | 'concept'
        | 'spark'
        | 'beacon'
        | 'concept_spark'
        | 'spark_beacon'
        | 'spark_link'
        | 'concept_link'
        | 'objective'
        | 'package'
        | 'asset'
        | 'persona'
        | 'course_profile'
        | 'market_research'
        | 'unit_profile'
        | 'resource'
        | 'lesson_profile'
        | 'trail_objective'
        | 'trail_performance';
      course_status: 'draft' | 'reviewed' | 'published' | 'archived';
      course_type: 'technical' | 'conceptual' | 'mixed';
      difficulty: 'beginner' | 'intermediate' | 'advanced' | 'expert';
      graph_level: 'spark' | 'concept';
      import_status: 'pending' | 'validating' | 'importing' | 'ready' | 'promoted' | 'failed' | 'rolled_back';
      lesson_status: 'draft' | 'reviewed' | 'published' | 'archived';
      link_type: 'prerequisite' | 'recommended' | 'related' | 'deepens';
      member_role: 'editor' | 'reviewer' | 'admin';
      proposal_status: 'pending' | 'approved' | 'rejected' | 'superseded' | 'stale' | 'withdrawn';
      revision_operation: 'create' | 'update' | 'delete';
      run_status: 'pending' | 'in_progress' | 'completed' | 'failed' | 'cancelled';
      snapshot_status: 'draft' | 'ready' | 'current' | 'archived';
      task_state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
      validation_status: 'passed' | 'warning' | 'failed';
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {
      beacon_category: ['technology', 'concept', 'application', 'level', 'format'],
      bloom_level: ['remember', 'understand', 'apply', 'analyze', 'evaluate', 'create'],
      change_action: [
        'edit',
        'bulk_edit',
        'move',
        'import',
        'trash',
        'undo',
        'restore',
        'merge',
        'generation',
        'approval',
        'revert',
      ],
      content_kind: [
        'domain',
        'trail',
        'concept',
        'spark',
        'beacon',
        'concept_spark',
        'spark_beacon',
        'spark_link',
        'concept_link',
        'objective',
        'package',
        'asset',
        'persona',
        'course_profile',
        'market_research',
        'unit_profile',
        'resource',
        'lesson_profile',
        'trail_objective',
        'trail_performance',
      ],
      course_status: ['draft', 'reviewed', 'published', 'archived'],
      course_type: ['technical', 'conceptual', 'mixed'],
      difficulty: ['beginner', 'intermediate', 'advanced', 'expert'],
      graph_level: ['spark', 'concept'],
      import_status: ['pending', 'validating', 'importing', 'ready', 'promoted', 'failed', 'rolled_back'],
      lesson_status: ['draft', 'reviewed', 'published', 'archived'],
      link_type: ['prerequisite', 'recommended', 'related', 'deepens'],
      member_role: ['editor', 'reviewer', 'admin'],
      proposal_status: ['pending', 'approved', 'rejected', 'superseded', 'stale', 'withdrawn'],
      revision_operation: ['create', 'update', 'delete'],
      run_status: ['pending', 'in_progress', 'completed', 'failed', 'cancelled'],
      snapshot_status: ['draft', 'ready', 'current', 'archived'],
      task_state: ['waiting', 'running', 'done', 'failed', 'cancelled'],
      validation_status: ['passed', 'warning', 'failed'],
    },
  },
} as const;
